package io.clientele.extract;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for texts in bytes, many at once. A text is found where it stands by itself: no ASCII letter or digit before or after it, for
 * the number 1001 is no trace of the customer 100.
 */
public final class Traces {

    /** What is shorter stands everywhere. */
    public static final int SHORTEST = 4;

    /** Short numbers are also amounts, counts and times. */
    public static final int SHORTEST_NUMBER = 6;

    private static final byte MASK = '*';
    private static final int STARTS = 1 << 16;
    private static final int FEWEST_BITS = 16;
    private static final int SPREAD = 0x9E3779B1;

    private static final long PIECE = 1L << 28;

    private int longest;
    private final BitSet starts = new BitSet(STARTS);
    private final Map<Integer, List<byte[]>> texts = new HashMap<>();

    /** Texts of fewer than {@link #SHORTEST} bytes, and numbers of fewer than {@link #SHORTEST_NUMBER}, are not looked for. */
    public Traces(Collection<String> wanted) {
        for (String text : wanted) {
            add(text);
            String inJson = text.replace("\\", "\\\\").replace("\"", "\\\"");
            if (!inJson.equals(text)) {
                add(inJson);
            }
        }
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= (isNumber(text) ? SHORTEST_NUMBER : SHORTEST)) {
            longest = Math.max(longest, bytes.length);
            int start = ByteBuffer.wrap(bytes).getInt();
            starts.set(slot(start));
            texts.computeIfAbsent(start, none -> new ArrayList<>()).add(bytes);
        }
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(letter -> letter >= '0' && letter <= '9');
    }

    private static int slot(int start) {
        return (start * SPREAD) >>> FEWEST_BITS;
    }

    /** Where a text was found. */
    private record Hit(long at, int length) {}

    private List<Hit> hits(ByteBuffer bytes) {
        List<Hit> hits = new ArrayList<>();
        for (int at = 0; at + SHORTEST <= bytes.limit(); at++) {
            int start = bytes.getInt(at);
            if (starts.get(slot(start))) {
                for (byte[] text : texts.getOrDefault(start, List.of())) {
                    if (stands(bytes, at, text)) {
                        hits.add(new Hit(at, text.length));
                    }
                }
            }
        }
        return hits;
    }

    private static boolean stands(ByteBuffer bytes, int at, byte[] text) {
        int end = at + text.length;
        if (end > bytes.limit() || (at > 0 && isWord(bytes.get(at - 1)))) {
            return false;
        }
        for (int index = 0; index < text.length; index++) {
            if (bytes.get(at + index) != text[index]) {
                return false;
            }
        }
        return end == bytes.limit() || !isWord(bytes.get(end));
    }

    private static boolean isWord(byte letter) {
        return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
    }

    /** How often any of them stands in a text. */
    public int countIn(String text) {
        return hits(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))).size();
    }

    /** The text with asterisks in their place, as many as they have bytes. */
    public String masked(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (Hit hit : hits(ByteBuffer.wrap(bytes))) {
            int at = Math.toIntExact(hit.at());
            Arrays.fill(bytes, at, at + hit.length(), MASK);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** How often any of them stands in the bytes of a file. */
    public long countIn(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return hits(channel).size();
        }
    }

    /**
     * Puts asterisks in their place, byte by byte, so that whoever adds to the file meanwhile is not disturbed.
     *
     * @return how many there were
     */
    public long maskIn(Path file) throws IOException {
        if (countIn(file) == 0) {
            return 0;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            List<Hit> hits = hits(channel);
            for (Hit hit : hits) {
                byte[] mask = new byte[hit.length()];
                Arrays.fill(mask, MASK);
                channel.write(ByteBuffer.wrap(mask), hit.at());
            }
            channel.force(true);
            return hits.size();
        }
    }

    /** Piece by piece; each sees one byte of the one before it, and as much of the next as a text may need. */
    private List<Hit> hits(FileChannel channel) throws IOException {
        List<Hit> all = new ArrayList<>();
        long size = channel.size();
        for (long from = 0; from < size; from += PIECE) {
            long begin = Math.max(0, from - 1);
            long end = Math.min(size, from + PIECE + longest + 1);
            long first = from;
            hits(channel.map(FileChannel.MapMode.READ_ONLY, begin, end - begin)).stream()
                    .map(hit -> new Hit(begin + hit.at(), hit.length()))
                    .filter(hit -> hit.at() >= first && hit.at() < first + PIECE)
                    .forEach(all::add);
        }
        return all;
    }
}
