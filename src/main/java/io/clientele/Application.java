package io.clientele;

public final class Application {
    private Application() {}

    public static void main(String[] arguments) {
        System.out.println("clientele");
    }
}
