package io.clientele.extract;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.clientele.extract.Source.SourceFile;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file that was read to its end once.
 *
 * @param columns the header of a CSV file; empty for Parquet, whose columns the engine reads
 */
record DeliveredFile(SourceFile file, long bytes, String sha256, List<String> columns) {

    private static final int BUFFER = 1 << 16;

    /** No delivery is larger, unpacked. */
    static final long MOST_BYTES = 64L << 30;

    /** What is packed more densely is no delivery, but made to fill a disk. */
    static final int MOST_UNPACKED_OF_ONE = 100;

    /** So much may be packed as densely as it can be. */
    static final long ALWAYS_UNPACKED_BYTES = 16L << 20;

    private static final int MOST_COLUMNS = 2_000;

    /** The column that the take-in adds to what was delivered: the record's number in its file. */
    static final String RECORD = "_record";

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char MARK_OF_ANOTHER_ORDER = '\uFFFE';

    /** Why a file cannot be taken in. */
    static final class Unusable extends Exception {

        private static final long serialVersionUID = 1L;

        private final boolean isIncomplete;
        private final String problem;

        Unusable(boolean isIncomplete, String problem) {
            super(problem);
            this.isIncomplete = isIncomplete;
            this.problem = problem;
        }

        /** Whether waiting may help: it is not there, not whole, or not readable yet. */
        boolean isIncomplete() {
            return isIncomplete;
        }

        String problem() {
            return problem;
        }
    }

    /** Reads a file to its end: an engine that reads a truncated gzip stops there without a word. */
    static DeliveredFile open(SourceFile file) throws Unusable {
        Path path = file.path();
        if (!Files.exists(path)) {
            throw new Unusable(true, "there is no such file");
        }
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new Unusable(true, "it is not a file that can be read");
        }
        try {
            long bytes = Files.size(path);
            if (bytes == 0) {
                throw new Unusable(true, "it is empty: not even a header");
            }
            if (bytes > MOST_BYTES) {
                throw tooLarge(bytes);
            }
            return new DeliveredFile(file, bytes, sha256(path), header(file));
        } catch (EOFException e) {
            throw new Unusable(true, "the gzip ends too early: it is truncated");
        } catch (ZipException e) {
            throw new Unusable(true, "it is no sound gzip: " + e.getMessage());
        } catch (IOException e) {
            throw new Unusable(true, "it cannot be read: " + e.getMessage());
        }
    }

    boolean isGzip() {
        return isGzip(file.path());
    }

    private static boolean isGzip(Path path) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    private static Unusable tooLarge(long bytes) {
        return new Unusable(false, "it has " + bytes + " bytes, and at most " + MOST_BYTES + " may be taken in");
    }

    private static String sha256(Path path) throws IOException, Unusable {
        try (DigestInputStream digest =
                new DigestInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER), newDigest())) {
            if (isGzip(path)) {
                readGzip(digest, Files.size(path));
            }
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        }
    }

    /** A gzip is read member by member to the file's last byte, which has to be the last of a member. */
    private static void readGzip(InputStream file, long bytes) throws IOException, Unusable {
        try (GzipMembers members = new GzipMembers(file)) {
            unpack(members, bytes);
            if (!members.endWithTheFile(bytes)) {
                throw new ZipException("bytes follow its end");
            }
        }
    }

    private static void unpack(InputStream packed, long bytes) throws IOException, Unusable {
        byte[] buffer = new byte[BUFFER];
        long unpacked = 0;
        for (int read = packed.read(buffer); read >= 0; read = packed.read(buffer)) {
            unpacked += read;
            if (unpacked > MOST_BYTES) {
                throw tooLarge(unpacked);
            }
            if (unpacked > ALWAYS_UNPACKED_BYTES && unpacked > MOST_UNPACKED_OF_ONE * bytes) {
                throw new Unusable(
                        false,
                        "its " + bytes + " bytes unpack to more than " + MOST_UNPACKED_OF_ONE
                                + " times as many, as no delivery does");
            }
        }
    }

    /** A gzip that knows where its last member ended; what follows a member and is none is passed over by its parent. */
    private static final class GzipMembers extends GZIPInputStream {

        private static final int TRAILER = 8;

        GzipMembers(InputStream in) throws IOException {
            super(new CountingInputStream(in), BUFFER);
        }

        boolean endWithTheFile(long bytes) {
            return ((CountingInputStream) in).count == bytes && inf.getRemaining() <= TRAILER;
        }
    }

    private static final class CountingInputStream extends FilterInputStream {

        private long count;

        CountingInputStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = in.read(into, from, length);
            count += Math.max(read, 0);
            return read;
        }

        @Override
        public void close() {
            // whoever opened the file below closes it, after reading what is left of it
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static List<String> header(SourceFile file) throws IOException, Unusable {
        if (file.format().type() == FileFormat.Type.PARQUET) {
            return List.of();
        }
        FileFormat format = file.format();
        try (InputStream in = Files.newInputStream(file.path());
                InputStream plain = isGzip(file.path()) ? new GZIPInputStream(in, BUFFER) : in;
                CsvReader<CsvRecord> reader = reader(format, plain)) {
            List<String> columns = reader.stream()
                    .findFirst()
                    .map(CsvRecord::getFields)
                    .orElseThrow(() -> new Unusable(true, "it is empty: not even a header"));
            if (columns.size() > MOST_COLUMNS) {
                throw new Unusable(
                        false,
                        "its header has " + columns.size() + " columns, and at most " + MOST_COLUMNS + " may be");
            }
            Set<String> seen = new HashSet<>();
            for (String column : columns) {
                if (column.equalsIgnoreCase(RECORD)) {
                    throw new Unusable(
                            false, "its header has the column " + column + ", a name that the take-in needs");
                }
                if (column.isBlank()) {
                    throw new Unusable(false, "a column of its header has no name: " + columns);
                }
                if (!seen.add(column.toLowerCase(Locale.ROOT))) {
                    throw new Unusable(false, "its header has the column " + column + " twice");
                }
            }
            return columns;
        } catch (CsvParseException e) {
            throw new Unusable(false, "its header cannot be read: " + e.getMessage());
        }
    }

    private static CsvReader<CsvRecord> reader(FileFormat format, InputStream in) throws IOException, Unusable {
        CsvReader.CsvReaderBuilder builder = CsvReader.builder().fieldSeparator(format.delimiter());
        if (!format.quote().isEmpty()) {
            builder.quoteCharacter(format.quote().charAt(0));
        }
        BufferedReader text = new BufferedReader(new InputStreamReader(in, format.charset()));
        text.mark(1);
        int first = text.read();
        if (first == MARK_OF_ANOTHER_ORDER) {
            throw new Unusable(false, "it is big-endian UTF-16, of which only little-endian can be read");
        }
        if (first != BYTE_ORDER_MARK) {
            text.reset();
        }
        return builder.ofCsvRecord(text);
    }
}
