package dev.saga.saga;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CommandIdTest {
    @Test
    void theDerivationIsPartOfTheContract() {
        assertThat(CommandId.of(new SagaId("booking", "b-1"), 2, 0))
                .isEqualTo(UUID.fromString("6386e7f5-660d-8f34-98ce-b8835d26d2d8"));
    }

    @Test
    void noTwoPlacesInHistoryShareAnId() {
        Set<UUID> ids = new HashSet<>();
        int places = 0;
        for (String type : new String[] {"a", "ab", "b"}) {
            for (String id : new String[] {"", "b", "bb", "1", "\uD83D\uDE80"}) {
                for (long version : new long[] {1, 2, 256, 1L << 40}) {
                    for (int index : new int[] {0, 1, 256}) {
                        ids.add(CommandId.of(new SagaId(type, id), version, index));
                        places++;
                    }
                }
            }
        }

        assertThat(ids).hasSize(places);
        assertThat(ids).allSatisfy(id -> {
            assertThat(id.version()).isEqualTo(8);
            assertThat(id.variant()).isEqualTo(2);
        });
    }
}
