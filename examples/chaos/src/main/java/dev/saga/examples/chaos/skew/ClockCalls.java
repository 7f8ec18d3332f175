package dev.saga.examples.chaos.skew;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A class file's constant pool, in which calls for the time are made calls of {@link SkewedClock}: the method's name and
 * signature stay, only the class that is asked is another one.
 */
final class ClockCalls {
    private static final String CLOCK = "dev/saga/examples/chaos/skew/SkewedClock";
    private static final Map<String, String> ASKED = Map.of(
            "currentTimeMillis()J", "java/lang/System",
            "now()Ljava/time/Instant;", "java/time/Instant",
            "systemUTC()Ljava/time/Clock;", "java/time/Clock");
    private static final int POOL_COUNT = 8;
    private static final int POOL = 10;

    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int METHOD = 10;
    private static final int NAME_AND_TYPE = 12;
    private static final int METHOD_HANDLE = 15;
    private static final int METHOD_TYPE = 16;
    private static final int MODULE = 19;
    private static final int PACKAGE = 20;

    private final ByteBuffer file;
    private final int[] at;
    private final int end;

    private ClockCalls(byte[] classFile) {
        file = ByteBuffer.wrap(classFile.clone());
        at = new int[Short.toUnsignedInt(file.getShort(POOL_COUNT))];
        int next = POOL;
        for (int index = 1; index < at.length; index++) {
            at[index] = next;
            int tag = file.get(next);
            next += 1 + length(tag, next + 1);
            index += tag == LONG || tag == DOUBLE ? 1 : 0;
        }
        end = next;
    }

    /** The class file with its calls redirected; null if it has none. */
    static byte @Nullable [] redirect(byte[] classFile) {
        var calls = new ClockCalls(classFile);
        return calls.redirected() ? calls.withClock() : null;
    }

    private int length(int tag, int content) {
        return switch (tag) {
            case UTF8 -> 2 + unsigned(content);
            case LONG, DOUBLE -> 8;
            case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> 2;
            case METHOD_HANDLE -> 3;
            default -> 4;
        };
    }

    private boolean redirected() {
        boolean any = false;
        for (int entry : at) {
            if (entry > 0 && file.get(entry) == METHOD && asksTheTime(entry)) {
                // The new class entry comes last, behind its name.
                file.putShort(entry + 1, (short) (at.length + 1));
                any = true;
            }
        }
        return any;
    }

    private boolean asksTheTime(int method) {
        int nameAndType = at[unsigned(method + 3)];
        if (file.get(nameAndType) != NAME_AND_TYPE) {
            return false;
        }
        String called = text(at[unsigned(nameAndType + 1)]) + text(at[unsigned(nameAndType + 3)]);
        String owner = ASKED.get(called);
        return owner != null && owner.equals(text(at[unsigned(at[unsigned(method + 1)] + 1)]));
    }

    private byte[] withClock() {
        var bytes = new ByteArrayOutputStream(file.capacity() + CLOCK.length() + 6);
        try (var out = new DataOutputStream(bytes)) {
            out.write(file.array(), 0, POOL_COUNT);
            out.writeShort(at.length + 2);
            out.write(file.array(), POOL, end - POOL);
            out.writeByte(UTF8);
            out.writeUTF(CLOCK);
            out.writeByte(CLASS);
            out.writeShort(at.length);
            out.write(file.array(), end, file.capacity() - end);
        } catch (IOException e) {
            throw new UncheckedIOException("a class file in memory could not be written", e);
        }
        return bytes.toByteArray();
    }

    private String text(int entry) {
        return new String(file.array(), entry + 3, unsigned(entry + 1), StandardCharsets.UTF_8);
    }

    private int unsigned(int position) {
        return Short.toUnsignedInt(file.getShort(position));
    }
}
