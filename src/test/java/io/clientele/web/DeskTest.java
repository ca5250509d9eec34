package io.clientele.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.clientele.nightly.Audit;
import io.clientele.nightly.BackfillRequest;
import io.clientele.nightly.BackfillRequest.Selection;
import io.clientele.nightly.MartsKeeping;
import io.clientele.nightly.OpenHouse;
import io.clientele.nightly.RunFilter;
import io.clientele.nightly.RunLauncher;
import io.clientele.nightly.RunRequest;
import io.clientele.publish.GateOverride;
import io.clientele.publish.PublishedMarts;
import io.clientele.schedule.NightWatch;
import io.clientele.web.tell.LineageSettings;
import io.clientele.web.tell.NoticeSettings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who may what, asked below the routes: as if a route had forgotten its rule. */
class DeskTest {

    private static final List<Class<?>> DESKS =
            List.of(RunDesk.class, MartsDesk.class, ScheduleDesk.class, TokenDesk.class, AuditDesk.class);

    private static final Map<String, String> MATRIX = new TreeMap<>(Map.ofEntries(
            Map.entry("RunDesk.runs(RunFilter)", "VIEWER OPERATOR ADMIN"),
            Map.entry("RunDesk.run(String)", "VIEWER OPERATOR ADMIN"),
            Map.entry("RunDesk.log(String)", "VIEWER OPERATOR ADMIN"),
            Map.entry("RunDesk.plan(RunRequest)", "VIEWER OPERATOR ADMIN"),
            Map.entry("RunDesk.begin(String, RunRequest)", "OPERATOR ADMIN"),
            Map.entry("RunDesk.stop(String)", "OPERATOR ADMIN"),
            Map.entry("RunDesk.backfills(int)", "VIEWER OPERATOR ADMIN"),
            Map.entry("RunDesk.backfill(String)", "VIEWER OPERATOR ADMIN"),
            Map.entry("RunDesk.dates(BackfillRequest)", "OPERATOR ADMIN"),
            Map.entry("RunDesk.begin(String, BackfillRequest)", "OPERATOR ADMIN"),
            Map.entry("RunDesk.stopBackfill(String)", "OPERATOR ADMIN"),
            Map.entry("MartsDesk.pointer()", "VIEWER OPERATOR ADMIN"),
            Map.entry("MartsDesk.versions()", "VIEWER OPERATOR ADMIN"),
            Map.entry("MartsDesk.version(String)", "VIEWER OPERATOR ADMIN"),
            Map.entry("MartsDesk.verify(String)", "OPERATOR ADMIN"),
            Map.entry("MartsDesk.rollBack(String, String)", "OPERATOR ADMIN"),
            Map.entry("MartsDesk.planCollection()", "OPERATOR ADMIN"),
            Map.entry("MartsDesk.collect()", "ADMIN"),
            Map.entry("ScheduleDesk.now()", "VIEWER OPERATOR ADMIN"),
            Map.entry("TokenDesk.list()", "ADMIN"),
            Map.entry("TokenDesk.make(String, Role)", "ADMIN"),
            Map.entry("TokenDesk.revoke(String)", "ADMIN"),
            Map.entry("AuditDesk.trail()", "ADMIN")));

    /** Neither a key nor a name of anything. */
    private static final String NO_NAME = "no name";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Server server;

    @BeforeAll
    static void serve() throws Exception {
        server = Server.start(
                OpenHouse.in(folder).settings(),
                new ServeSettings(List.of(), false, NoticeSettings.NOBODY, LineageSettings.FILES),
                "server.port=0",
                "serve.wakings=0 0 0 1 1 ? 2099");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void forgetWhoAsked() {
        SecurityContextHolder.clearContext();
    }

    /** Those of the four who are let in; the fourth has no token. */
    private static String letIn(Method method, Object... arguments) {
        return Stream.<Authentication>of(
                        new AnonymousAuthenticationToken("key", "nobody", AuthorityUtils.createAuthorityList("NOBODY")),
                        asker(Role.VIEWER),
                        asker(Role.OPERATOR),
                        asker(Role.ADMIN))
                .filter(asker -> isLetIn(asker, method, arguments))
                .map(Authentication::getName)
                .collect(Collectors.joining(" "));
    }

    private static Authentication asker(Role role) {
        return UsernamePasswordAuthenticationToken.authenticated(role.name(), null, role.authorities());
    }

    private static boolean isLetIn(Authentication asker, Method method, Object... arguments) {
        SecurityContextHolder.getContext().setAuthentication(asker);
        return isLetIn(method, arguments);
    }

    private static boolean isLetIn(Method method, Object... arguments) {
        try {
            method.setAccessible(true);
            method.invoke(server.context().getBean(method.getDeclaringClass()), arguments);
            return true;
        } catch (InvocationTargetException e) {
            return !(e.getCause() instanceof AccessDeniedException)
                    && !(e.getCause() instanceof AuthenticationCredentialsNotFoundException);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Method> methods() {
        return DESKS.stream()
                .flatMap(desk -> Arrays.stream(desk.getDeclaredMethods()))
                .filter(method -> !method.isSynthetic() && !Modifier.isPrivate(method.getModifiers()))
                .toList();
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName() + "("
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", "))
                + ")";
    }

    private static Object[] arguments(Method method) {
        return Arrays.stream(method.getParameterTypes()).map(DeskTest::argument).toArray();
    }

    private static Object argument(Class<?> type) {
        LocalDate day = LocalDate.of(2026, 11, 20);
        if (type == RunFilter.class) {
            return RunFilter.last(1);
        }
        if (type == RunRequest.class) {
            return request(List.of());
        }
        if (type == BackfillRequest.class) {
            return new BackfillRequest(day, day, Selection.MISSING, "somebody", null);
        }
        if (type == Role.class) {
            return Role.VIEWER;
        }
        return type == int.class ? (Object) 1 : NO_NAME;
    }

    private static RunRequest request(List<GateOverride> overrides) {
        return new RunRequest(LocalDate.of(2026, 11, 20), false, "api", "somebody", "why", null, overrides);
    }

    @Test
    void everyMethodOfEveryDeskLetsInWhoStandsInTheMatrixAndNobodyElse() {
        Map<String, String> found = new TreeMap<>();
        methods().forEach(method -> found.put(name(method), letIn(method, arguments(method))));

        assertThat(found).isEqualTo(MATRIX);
        assertThat(found.size() * 4).isEqualTo(92);
    }

    @Test
    void withoutAnybodyWhoAsksAllDoorsAreClosed() {
        SecurityContextHolder.clearContext();

        assertThat(methods()).noneMatch(method -> isLetIn(method, arguments(method)));
    }

    @Test
    void publishingAlthoughAGateStopsItTakesAnAdmin() throws Exception {
        Method begin = RunDesk.class.getDeclaredMethod("begin", String.class, RunRequest.class);
        List<GateOverride> overrides = List.of(new GateOverride("marts.customers_v1: unique key", "why", "somebody"));

        assertThat(letIn(begin, NO_NAME, request(overrides))).isEqualTo("ADMIN");
    }

    @Test
    void aMethodThatForgetsItsRuleIsForNobody() {
        assertThat(DESKS).allSatisfy(desk -> assertThat(desk.getAnnotation(PreAuthorize.class))
                .extracting(PreAuthorize::value)
                .isEqualTo("denyAll()"));
    }

    @Test
    void controllersReachNothingButThroughADesk() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Controller")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(
                        RunLauncher.class,
                        RunRequests.class,
                        MartsKeeping.class,
                        PublishedMarts.class,
                        NightWatch.class,
                        Tokens.class,
                        Audit.class)
                .check(new ClassFileImporter().importPackagesOf(RunDesk.class));
    }
}
