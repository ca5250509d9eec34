package io.clientele.generate;

import org.jspecify.annotations.Nullable;

/** The first customers: each shows one oddity of real exports, and is otherwise an ordinary, regular customer. */
enum Showcase {
    GERMAN_NAME,
    CHINESE_NAME,
    QUOTED_DELIMITER,
    QUOTED_QUOTE,
    QUOTED_NEWLINE,
    TRAILING_SPACES,
    MERGE_TARGET,
    MERGED,
    EXACT_DUPLICATE,
    NEWER_VERSION,
    ORPHAN_LINES,
    WRONG_DATE,
    WRONG_NUMBER,
    NEGATIVE_LINE,
    FREE_GOODS,
    DRAFT,
    AFTER_THE_END,
    CANCELLED,
    FOREIGN_CURRENCY,
    NOT_IN_CRM,
    TWICE_IN_CRM,
    CODE_WITH_SPACES,
    MATCH_BY_TAX_ID,
    SCORE_OUT_OF_RANGE,
    UNKNOWN_ACCOUNT,
    PAID_ON_ACCOUNT;

    static @Nullable Showcase of(int customer) {
        return customer < values().length ? values()[customer] : null;
    }

    @Nullable
    String customerName() {
        return switch (this) {
            case GERMAN_NAME -> "Müller & Söhne Großarmaturen GmbH";
            case CHINESE_NAME -> "苏州恒泰阀门有限公司";
            case QUOTED_DELIMITER -> "Hansen; Petersen, Rohrleitungsbau KG";
            case QUOTED_QUOTE -> "Molkerei \"Am Deich\" eG";
            case TRAILING_SPACES -> "Nordwerk Apparatebau AG   ";
            case MERGE_TARGET -> "Oberland Wasserversorgung GmbH";
            case MERGED -> "Oberland Wasser GmbH (alt)";
            case QUOTED_NEWLINE,
                    EXACT_DUPLICATE,
                    NEWER_VERSION,
                    ORPHAN_LINES,
                    WRONG_DATE,
                    WRONG_NUMBER,
                    NEGATIVE_LINE -> null;
            case FREE_GOODS, DRAFT, AFTER_THE_END, CANCELLED, FOREIGN_CURRENCY, NOT_IN_CRM, TWICE_IN_CRM -> null;
            case CODE_WITH_SPACES, MATCH_BY_TAX_ID, SCORE_OUT_OF_RANGE, UNKNOWN_ACCOUNT, PAID_ON_ACCOUNT -> null;
        };
    }
}
