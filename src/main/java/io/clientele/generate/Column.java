package io.clientele.generate;

/** A column under its contract name and under the name that the source gives it. */
record Column(String name, String delivered, Type type, int scale, boolean isRequired) {

    enum Type {
        TEXT,
        WHOLE,
        DECIMAL,
        DATE,
        TIMESTAMP,
        FLAG,
        /** Not delivered: the source file gives every row the same value. */
        VALUE,
        /** Not delivered: the source file takes another column a second time. */
        SAME
    }

    /** {@code order_id! AUFTRAGNR text}, {@code net_amount NETTO decimal:2}; without a delivered name both are the same. */
    static Column parse(String line) {
        String[] words = line.trim().split("\\s+");
        boolean isRequired = words[0].endsWith("!");
        String name = isRequired ? words[0].substring(0, words[0].length() - 1) : words[0];
        String[] type = words[words.length - 1].split(":");
        int scale = type.length > 1 ? Integer.parseInt(type[1]) : 0;
        return new Column(name, words.length > 2 ? words[1] : name, typeOf(type[0]), scale, isRequired);
    }

    private static Type typeOf(String word) {
        for (Type type : Type.values()) {
            if (type.name().equalsIgnoreCase(word)) {
                return type;
            }
        }
        throw new IllegalArgumentException("Cannot read a column: no type is called " + word);
    }

    boolean isDelivered() {
        return type != Type.VALUE && type != Type.SAME;
    }
}
