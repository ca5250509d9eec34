package io.clientele.generate;

import static io.clientele.generate.History.LAST;

import io.clientele.generate.Dice.Purpose;
import java.io.IOException;
import java.util.List;

/** Writes what real exports get wrong, and lists it in the truth. Everything here comes on top of ordinary behaviour. */
final class Oddities {
    private static final String QUARANTINED = "quarantined: ";

    private final Delivery delivery;
    private final OrderBook book;
    private final Billing billing;
    private final Visits visits;
    private final Surveys surveys;
    private final Pricing pricing;
    private final Catalogue catalogue;
    private final long seed;

    Oddities(
            Delivery delivery,
            OrderBook book,
            Billing billing,
            Visits visits,
            Surveys surveys,
            Pricing pricing,
            Catalogue catalogue,
            long seed) {
        this.delivery = delivery;
        this.book = book;
        this.billing = billing;
        this.visits = visits;
        this.surveys = surveys;
        this.pricing = pricing;
        this.catalogue = catalogue;
        this.seed = seed;
    }

    private void list(Table table, Object key, String oddity, String expect) throws IOException {
        delivery.to(Table.ODDITIES)
                .text(table.source().folder())
                .text(table.file())
                .text(key.toString())
                .text(oddity)
                .text(expect)
                .end();
    }

    void testAccount() throws IOException {
        list(Table.CUSTOMERS, "TEST", "test account of the installation", "filtered by the source file");
    }

    void notInErp(String account) throws IOException {
        list(
                Table.ACCOUNTS,
                account,
                "known to the CRM only, like all accounts after it",
                "accepted: a prospect of its own");
    }

    /** The showcase customer's oddity; {@code day} is the day of its last order, so that no occasion is added. */
    void show(Showcase showcase, Customer customer, int day) throws IOException {
        switch (showcase) {
            case GERMAN_NAME -> named(customer, "umlauts and a sharp s in the name");
            case CHINESE_NAME -> named(customer, "Chinese name");
            case QUOTED_DELIMITER -> named(customer, "delimiter of both dialects in a quoted name");
            case QUOTED_QUOTE -> named(customer, "doubled quotes in a quoted name");
            case TRAILING_SPACES -> trailingSpaces(customer, day);
            case QUOTED_NEWLINE -> quotedNewline(customer, day);
            case MERGE_TARGET -> named(customer, "another customer was merged into this one");
            case MERGED ->
                list(
                        Table.CUSTOMERS,
                        customer.number(),
                        "merged into " + Customer.number(Showcase.MERGE_TARGET.ordinal()),
                        "accepted: its orders count for the other");
            case EXACT_DUPLICATE -> exactDuplicate(customer, day);
            case NEWER_VERSION -> newerVersion(customer, day);
            case ORPHAN_LINES -> orphanLines(customer, day);
            case WRONG_DATE -> wrongDate(customer, day);
            case WRONG_NUMBER -> wrongNumber(customer, day);
            case NEGATIVE_LINE -> negativeLine(customer, day);
            case FREE_GOODS -> freeGoods(customer, day);
            case DRAFT -> draft(customer);
            case AFTER_THE_END -> afterTheEnd(customer);
            case CANCELLED -> cancelled(customer, day);
            case FOREIGN_CURRENCY -> named(customer, "buys in CHF; others in USD: rates are dated");
            case NOT_IN_CRM -> named(customer, "unknown to the CRM");
            case TWICE_IN_CRM ->
                list(
                        Table.ACCOUNTS,
                        customer.crmNumber() + "B",
                        "second account with the same ERP number",
                        "accepted: both are the same customer");
            case CODE_WITH_SPACES ->
                list(Table.ACCOUNTS, customer.crmNumber(), "spaces around the ERP number", "trimmed, then matched");
            case MATCH_BY_TAX_ID ->
                list(Table.ACCOUNTS, customer.crmNumber(), "no ERP number, but the same tax id", "matched by tax id");
            case SCORE_OUT_OF_RANGE -> scoreOutOfRange(customer);
            case UNKNOWN_ACCOUNT -> unknownAccount(customer);
            case PAID_ON_ACCOUNT -> paidOnAccount(customer);
        }
    }

    private void named(Customer customer, String oddity) throws IOException {
        list(Table.CUSTOMERS, customer.number(), oddity, "accepted");
    }

    private Line line(Customer customer, int day) {
        return pricing.extra(customer, catalogue.all().get(customer.index()), day, 12);
    }

    private long order(Customer customer, int day, String status, List<Line> lines) throws IOException {
        long id = book.nextOrder();
        long net = 0;
        for (int number = 1; number <= lines.size(); number++) {
            net += lines.get(number - 1).net();
            book.write(id, number, lines.get(number - 1));
        }
        book.write(new Head(id, customer, day, status, net));
        return id;
    }

    private void trailingSpaces(Customer customer, int day) throws IOException {
        list(Table.CUSTOMERS, customer.number(), "trailing spaces in the name", "trimmed");
        long id = book.nextOrder();
        Line line = line(customer, day);
        book.write(id, 1, line);
        book.write(new Head(id, customer, day, "done", line.net()).spelt(customer.number() + "   "));
        list(Table.ORDERS, id, "trailing spaces in the customer number", "trimmed, then accepted");
    }

    private void quotedNewline(Customer customer, int day) throws IOException {
        long id = book.nextOrder();
        Line line = line(customer, day);
        book.write(id, 1, line);
        book.write(new Head(id, customer, day, "done", line.net()).referring("PO 4711\nRev. \"B\"; urgent"));
        list(Table.ORDERS, id, "newline, quotes and delimiter in a quoted cell", "accepted as one row");
    }

    private void exactDuplicate(Customer customer, int day) throws IOException {
        long id = book.nextOrder();
        Line line = line(customer, day);
        long lineId = book.write(id, 1, line);
        delivery.to(Table.ORDER_LINES).again();
        book.write(new Head(id, customer, day, "done", line.net()));
        list(Table.ORDER_LINES, lineId, "the same row twice", "one accepted, one " + QUARANTINED + "DUPLICATE_KEY");
    }

    private void newerVersion(Customer customer, int day) throws IOException {
        long id = book.nextOrder();
        Line line = line(customer, day);
        book.write(id, 1, line);
        Head head = new Head(id, customer, day, "confirmed", line.net());
        book.write(head.promised(day + 14, head.createdAt));
        book.write(head.promised(day + 21, head.createdAt + 3 * 3600));
        list(
                Table.ORDERS,
                id,
                "delivered in two versions, the second changed three hours later",
                "the newer version counts");
    }

    private void orphanLines(Customer customer, int day) throws IOException {
        for (int i = 0; i < 3; i++) {
            long line = book.write(199_990 + i, 1, line(customer, day));
            list(Table.ORDER_LINES, line, "its order was never delivered", QUARANTINED + "unknown order");
        }
    }

    private void wrongDate(Customer customer, int day) throws IOException {
        long id = book.nextOrder();
        book.write(new Head(id, customer, day, "done", 125_000L).misdated("31.02.2026"));
        list(Table.ORDERS, id, "ordered on 31.02.2026; it has no lines", QUARANTINED + "no date");
    }

    private void wrongNumber(Customer customer, int day) throws IOException {
        long id = book.nextOrder();
        Line line = line(customer, day);
        book.write(id, 1, line);
        long wrong = book.write(id, 2, line, "12 Stk");
        book.write(new Head(id, customer, day, "done", 2 * line.net()));
        list(Table.ORDER_LINES, wrong, "quantity is the text '12 Stk'", QUARANTINED + "no number");
    }

    private void negativeLine(Customer customer, int day) throws IOException {
        Line line = line(customer, day);
        long id = order(customer, day, "done", List.of(line, line.times(-2)));
        list(Table.ORDERS, id, "an ordinary order with a negative second line", "accepted: a return, no purchase");
    }

    private void freeGoods(Customer customer, int day) throws IOException {
        Line line = line(customer, day);
        long id = order(customer, day, "done", List.of(line, line.free()));
        list(Table.ORDERS, id, "its second line is free of charge", "accepted: no purchase line, but a cost");
    }

    private void draft(Customer customer) throws IOException {
        long id = book.nextOrder();
        book.write(new Head(id, customer, LAST, "draft", null));
        list(Table.ORDERS, id, "draft without an amount", "accepted, counts nowhere");
    }

    private void afterTheEnd(Customer customer) throws IOException {
        int day = History.day(2026, 12, 1);
        long id = book.nextOrder();
        Line line = line(customer, LAST);
        book.write(id, 1, line);
        book.write(new Head(id, customer, day, "confirmed", line.net()).created(History.moment(LAST, 15, 5)));
        list(Table.ORDERS, id, "ordered on 01.12.2026, after the business date", "accepted, does not count yet");
    }

    private void cancelled(Customer customer, int day) throws IOException {
        long id = order(customer, day, "cancelled", List.of(line(customer, day)));
        list(Table.ORDERS, id, "cancelled, its line still there", "accepted, counts in control totals only");
    }

    private void scoreOutOfRange(Customer customer) throws IOException {
        String id = surveys.raw(customer.crmNumber(), null, "nps", "service", LAST - 30, 11, 0, 10);
        list(Table.SURVEYS, id, "score 11 on a scale from 0 to 10", QUARANTINED + "out of range");
    }

    private void unknownAccount(Customer customer) throws IOException {
        Dice dice = new Dice(seed, Purpose.ACTIVITIES, customer.index(), 1);
        String id = visits.write(customer, "A999999", null, "call", LAST - 40, dice);
        list(Table.ACTIVITIES, id, "account A999999 does not exist", QUARANTINED + "unknown customer");
    }

    private void paidOnAccount(Customer customer) throws IOException {
        long id = billing.pay(customer, 0, customer.terms().money(), LAST - 25, 250_000);
        list(Table.PAYMENTS, id, "money on account: no invoice", "accepted: unapplied cash");
    }
}
