package io.clientele.nightly;

/** Who is to be forgotten. */
public sealed interface Somebody {

    /** By what they are asked for: with these words an erasure that was cut off goes on. */
    String words();

    /**
     * A customer, in every system that knows the same one.
     *
     * @param number as {@code customer_id} of the marts
     */
    record Customer(String number) implements Somebody {

        @Override
        public String words() {
            return number;
        }
    }

    /** A record of one source, as of a contact person. */
    record Record(String source, String table, String key) implements Somebody {

        private static final int PARTS = 3;

        /** Reads {@code source/table/key}; the key may have slashes of its own. */
        public static Record parse(String words) {
            String[] parts = words.split("/", PARTS);
            if (parts.length < PARTS || parts[PARTS - 1].isBlank()) {
                throw new IllegalArgumentException("no record, as in crm/contacts/P17: " + words);
            }
            return new Record(parts[0], parts[1], parts[2]);
        }

        @Override
        public String words() {
            return source + "/" + table + "/" + key;
        }
    }
}
