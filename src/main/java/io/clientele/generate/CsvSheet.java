package io.clientele.generate;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.stream.Collectors;

/** UTF-8 CSV in the dialect of its source; a cell is quoted only where it must be. */
final class CsvSheet extends Sheet {
    private static final int CACHED_FROM = History.day(2014, 1, 1);
    private static final int CACHED_DAYS = History.LAST + 100 - CACHED_FROM;

    private final OutputStream out;
    private final byte delimiter;
    private final byte decimalSeparator;
    private final DateTimeFormatter dates;
    private final byte[][] days = new byte[CACHED_DAYS][];
    private final byte[] digits = new byte[20];
    private byte[] row = new byte[256];
    private int length;
    private boolean isWritten;

    CsvSheet(Path file, Table table) throws IOException {
        super(table);
        Source source = table.source();
        delimiter = (byte) source.delimiter();
        decimalSeparator = (byte) source.decimalSeparator();
        dates = source.dates();
        out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        String header = table.delivered().stream()
                .map(Column::delivered)
                .collect(Collectors.joining(String.valueOf(source.delimiter()), "", "\n"));
        out.write(header.getBytes(StandardCharsets.UTF_8));
    }

    private void begin(int at) {
        if (isWritten) {
            length = 0;
            isWritten = false;
        }
        if (at > 0) {
            append(delimiter);
        }
    }

    private void append(byte value) {
        if (length == row.length) {
            row = Arrays.copyOf(row, 2 * length);
        }
        row[length++] = value;
    }

    private void append(byte[] values) {
        for (byte value : values) {
            append(value);
        }
    }

    @Override
    void put(int at, String value) {
        begin(at);
        boolean isQuoted = mustQuote(value);
        String cell = isQuoted ? '"' + value.replace("\"", "\"\"") + '"' : value;
        append(cell.getBytes(StandardCharsets.UTF_8));
    }

    private boolean mustQuote(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == delimiter || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
    }

    @Override
    void put(int at, Column column, long value) {
        begin(at);
        switch (column.type()) {
            case DATE -> append(day((int) value));
            case TIMESTAMP -> writeMoment(value);
            case DECIMAL -> writeDecimal(value, column.scale());
            case WHOLE, FLAG -> writeDecimal(value, 0);
            case TEXT, VALUE, SAME -> throw new IllegalStateException("Cannot write a number into " + column.name());
        }
    }

    @Override
    void putNull(int at) {
        begin(at);
    }

    @Override
    void putRaw(int at, String delivered) {
        put(at, delivered);
    }

    private byte[] day(int day) {
        int cached = day - CACHED_FROM;
        if (cached < 0 || cached >= CACHED_DAYS) {
            return format(day);
        }
        byte[] text = days[cached];
        if (text == null) {
            text = format(day);
            days[cached] = text;
        }
        return text;
    }

    private byte[] format(int day) {
        return LocalDate.ofEpochDay(day).format(dates).getBytes(StandardCharsets.UTF_8);
    }

    private void writeMoment(long second) {
        append(day((int) Math.floorDiv(second, 86400L)));
        int ofDay = (int) Math.floorMod(second, 86400L);
        append((byte) ' ');
        twoDigits(ofDay / 3600);
        append((byte) ':');
        twoDigits(ofDay / 60 % 60);
        append((byte) ':');
        twoDigits(ofDay % 60);
    }

    private void twoDigits(int value) {
        append((byte) ('0' + value / 10));
        append((byte) ('0' + value % 10));
    }

    /** Money keeps its two places; longer fractions lose their trailing zeros. */
    private void writeDecimal(long unscaled, int scale) {
        long rest = Math.abs(unscaled);
        int places = scale;
        while (scale > 2 && places > 0 && rest % 10 == 0) {
            rest /= 10;
            places--;
        }
        int count = 0;
        do {
            digits[count++] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0 || count <= places);
        if (unscaled < 0) {
            append((byte) '-');
        }
        while (count > 0) {
            append(digits[--count]);
            if (count == places && places > 0) {
                append(decimalSeparator);
            }
        }
    }

    @Override
    void write() throws IOException {
        out.write(row, 0, length);
        out.write('\n');
        isWritten = true;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
