package io.clientele.generate;

import static io.clientele.generate.History.NEVER;

import io.clientele.generate.Customer.Identity;
import io.clientele.generate.Customer.Pattern;
import io.clientele.generate.Customer.Terms;
import java.io.IOException;
import java.util.List;

/** The supplier itself: its prices, its people, its rates, and a row for every customer. */
final class MasterData {
    static final String COMPANY = "Musterwerk Armaturen GmbH";
    static final String PRICE_LIST = "LIST";

    private static final long SETUP = History.moment(History.day(2024, 1, 2), 9, 0);

    private final Delivery delivery;

    MasterData(Delivery delivery) {
        this.delivery = delivery;
    }

    void write(Catalogue catalogue, Staff staff, Rates rates) throws IOException {
        delivery.to(Table.COMPANIES)
                .text("1")
                .text(COMPANY)
                .text("EUR")
                .text("Europe/Berlin")
                .end();
        rates(rates);
        for (Category category : Category.values()) {
            Category parent = category.parent();
            delivery.to(Table.PRODUCT_CATEGORIES)
                    .text(category.id())
                    .text(category.label())
                    .text(parent == null ? null : parent.id())
                    .end();
        }
        for (Product product : catalogue.all()) {
            product(product);
        }
        for (int manager = 0; manager < staff.managers(); manager++) {
            manager(staff, manager);
        }
        agents();
        testAccount();
    }

    private void rates(Rates rates) throws IOException {
        for (Money money : List.of(Money.USD, Money.CHF)) {
            for (int month = 0; month < History.MONTHS; month++) {
                delivery.to(Table.EXCHANGE_RATES)
                        .text(money.name())
                        .date(History.firstDayOfMonth(month))
                        .decimal(rates.units(money, month))
                        .end();
            }
        }
    }

    private void product(Product product) throws IOException {
        int now = History.YEARS - 1;
        delivery.to(Table.PRODUCTS)
                .text(product.id())
                .text(product.name())
                .text(product.category().id())
                .text(product.kind())
                .text(product.unit())
                .decimal(product.list()[now])
                .decimal(product.cost()[now])
                .text("EUR")
                .date(product.launchedOn())
                .flag(true)
                .timestamp(History.moment(Math.max(product.launchedOn(), History.firstDayOfYear(now)), 7, 0))
                .end();
        for (int year = 0; year < History.YEARS; year++) {
            price(year)
                    .text(product.id())
                    .nothing()
                    .decimal(product.list()[year])
                    .nothing()
                    .date(History.firstDayOfYear(year))
                    .date(year == now ? NEVER : History.lastDayOfYear(year))
                    .end();
        }
    }

    private Sheet price(int year) {
        return delivery.to(Table.PRICE_LIST_ITEMS)
                .id(delivery.next(Table.PRICE_LIST_ITEMS))
                .text(PRICE_LIST + (History.FIRST_YEAR + year));
    }

    private void manager(Staff staff, int manager) throws IOException {
        boolean hasLeft = Staff.hasLeft(manager);
        delivery.to(Table.ACCOUNT_MANAGERS)
                .text(Staff.managerId(manager))
                .text(staff.managerName(manager))
                .text(Staff.TERRITORIES.get(manager % Staff.TERRITORIES.size()))
                .text(manager == 0 ? null : Staff.managerId(0))
                .date(History.FIRST - 400 - 97 * (manager % 40))
                .date(hasLeft ? Staff.LEFT_ON : NEVER)
                .flag(!hasLeft)
                .end();
    }

    private void agents() throws IOException {
        for (int agent = 0; agent < Staff.AGENTS; agent++) {
            delivery.to(Table.AGENTS)
                    .text(Staff.agentId(agent))
                    .text("Handelsvertretung " + Staff.SURNAMES.get(agent * 5))
                    .text(agent == 4 ? "reseller" : "agent")
                    .text(Staff.TERRITORIES.get(agent))
                    .decimal(40 + 10 * agent)
                    .end();
        }
    }

    private void testAccount() throws IOException {
        delivery.to(Table.CUSTOMERS)
                .text("TEST")
                .text("Testkunde, bitte nicht beliefern")
                .nothing()
                .nothing()
                .nothing()
                .nothing()
                .nothing()
                .nothing()
                .nothing()
                .nothing()
                .nothing()
                .nothing()
                .nothing()
                .nothing()
                .nothing()
                .nothing()
                .timestamp(SETUP)
                .timestamp(SETUP)
                .flag(true)
                .end();
    }

    void write(Customer customer) throws IOException {
        Identity identity = customer.identity();
        Terms terms = customer.terms();
        boolean isMerged = customer.life().pattern() == Pattern.MERGED;
        String parent = identity.parent() < 0 ? null : Long.toString(Customer.number(identity.parent()));
        String agent = terms.channel() == Customer.Channel.DIRECT ? null : Staff.agentId(terms.agent());
        long created = History.moment(customer.life().joinedOn(), 8, 15);
        int changedOn =
                isMerged ? Population.MERGED_ON : Math.max(customer.life().joinedOn(), History.firstDayOfYear(2));
        delivery.to(Table.CUSTOMERS)
                .id(customer.number())
                .text(customer.name())
                .text(parent)
                .text(isMerged ? Long.toString(Customer.number(Showcase.MERGE_TARGET.ordinal())) : null)
                .text(customer.taxId())
                .text(identity.industry().label())
                .text(identity.employees() < 50 ? "small" : identity.employees() < 250 ? "medium" : "large")
                .whole(identity.employees())
                .text(Staff.TERRITORIES.get(identity.territory()))
                .text(identity.city())
                .text(identity.country().name())
                .text(customer.managerOn(History.LAST))
                .text(agent == null ? "direct" : "agent")
                .text(agent)
                .decimal(Math.round(customer.taste().lineValue() * 5 / 100_000) * 1000 + 2000)
                .whole(terms.dueDays())
                .timestamp(created)
                .timestamp(History.moment(changedOn, 11, 40))
                .flag(!isMerged)
                .end();
        for (int year = 0; year < History.YEARS; year++) {
            if (terms.discounts()[year] > 0 && customer.buys()) {
                price(year)
                        .nothing()
                        .id(customer.number())
                        .nothing()
                        .decimal(terms.discounts()[year])
                        .date(History.firstDayOfYear(year))
                        .date(year == History.YEARS - 1 ? NEVER : History.lastDayOfYear(year))
                        .end();
            }
        }
    }
}
