package io.clientele.web.tell;

import java.io.IOException;

/** A way to tell people. */
interface Channel {

    /** As its deliveries are recorded. */
    String name();

    /**
     * Tells it; returns when the receiver has taken it.
     *
     * @throws IOException where the receiver has not, so that it is tried again
     */
    void tell(Notice notice) throws IOException;
}
