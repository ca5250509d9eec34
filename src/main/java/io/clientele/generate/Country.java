package io.clientele.generate;

import java.util.List;

/** Where customers are, how their tax ids begin and in which currency they buy. */
enum Country {
    DE("GmbH", Money.EUR, List.of("Hamburg", "Köln", "Leipzig", "Ulm", "Kassel", "Bremen", "Mainz", "Jena")),
    AT("GmbH", Money.EUR, List.of("Linz", "Graz", "Wels")),
    CH("AG", Money.CHF, List.of("Basel", "Winterthur", "Thun")),
    NL("B.V.", Money.EUR, List.of("Breda", "Almelo", "Venlo")),
    FR("S.A.", Money.EUR, List.of("Lyon", "Metz", "Nantes")),
    PL("Sp. z o.o.", Money.EUR, List.of("Poznań", "Łódź", "Gdynia")),
    US("Inc.", Money.USD, List.of("Toledo", "Akron", "Tulsa")),
    CN("Co., Ltd.", Money.USD, List.of("Suzhou", "Ningbo", "Wuxi"));

    private final String legalForm;
    private final Money money;
    private final List<String> cities;

    Country(String legalForm, Money money, List<String> cities) {
        this.legalForm = legalForm;
        this.money = money;
        this.cities = cities;
    }

    String legalForm() {
        return legalForm;
    }

    Money money() {
        return money;
    }

    List<String> cities() {
        return cities;
    }

    /** Unique, and of no existing company: the check digits are wrong. */
    String taxId(int customer) {
        return name() + (700_000_000L + customer * 13L);
    }
}
