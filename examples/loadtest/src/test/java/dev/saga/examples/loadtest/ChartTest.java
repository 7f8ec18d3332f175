package dev.saga.examples.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

final class ChartTest {

    @Test
    void thePageIsWellFormedAndNeedsNothingElse() throws IOException, SAXException, ParserConfigurationException {
        String page = Chart.page(Results.of("--rate", "7.5"));

        assertThat(parse(page).getElementsByTagName("svg").getLength()).isEqualTo(2);
        assertThat(page).contains("open loop, 7.5 bookings a second").doesNotContain("src=", "href=", "url(", "NaN");
    }

    @Test
    void thePictureIsWellFormedAndNeedsNothingElse() throws IOException, SAXException, ParserConfigurationException {
        String picture = Chart.picture(Results.of("--rate", "7.5"));

        assertThat(parse(picture).getElementsByTagName("polyline").getLength()).isEqualTo(5);
        assertThat(picture)
                .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")
                .contains("open loop, 7.5 bookings a second")
                .doesNotContain("src=", "href=", "url(", "NaN");
    }

    @Test
    void aSecondWithoutSagasHasNoLatencyButShowsInTheThroughput()
            throws IOException, SAXException, ParserConfigurationException {
        NodeList lines = parse(Chart.page(Results.of())).getElementsByTagName("polyline");

        assertThat(lines.getLength()).isEqualTo(5);
        for (int i = 0; i < lines.getLength(); i++) {
            String points = ((Element) lines.item(i)).getAttribute("points");
            assertThat(points.split(" ")).hasSize(i == 0 ? 3 : 2).allMatch(point -> point.matches("[0-9.]+,[0-9.]+"));
        }
    }

    @Test
    void whateverIsWrongIsEscaped() throws IOException, SAXException, ParserConfigurationException {
        String text = parse(Chart.page(Results.wrong()))
                .getElementsByTagName("pre")
                .item(0)
                .getTextContent();

        assertThat(text).contains("WRONG", "<never>");
    }

    @Test
    void aLinearAxisEndsAtARoundNumber() {
        assertThat(Axis.linear(1_310).ticks()).containsExactly(0.0, 500.0, 1_000.0, 1_500.0);
        assertThat(Axis.linear(0).ticks()).startsWith(0.0).hasSizeGreaterThan(1);
        assertThat(Axis.linear(1_310).at(750)).isEqualTo(0.5);
    }

    @Test
    void aLogarithmicAxisEnclosesItsValues() {
        Axis axis = Axis.logarithmic(3, 420);

        assertThat(axis.ticks()).startsWith(1.0, 2.0, 5.0, 10.0).endsWith(1_000.0);
        assertThat(axis.at(1)).isZero();
        assertThat(axis.at(1_000)).isEqualTo(1);
        assertThat(axis.at(0)).isZero();
    }

    private static Document parse(String page) throws IOException, SAXException, ParserConfigurationException {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(page)));
    }
}
