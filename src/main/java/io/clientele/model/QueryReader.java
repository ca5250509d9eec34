package io.clientele.model;

/** Reads a query with the parser of the engine that will run it. */
public interface QueryReader {

    /**
     * Reads the text of a query.
     *
     * @throws SyntaxProblem where the text is no SELECT statement of the engine's
     */
    ParsedQuery read(String sql) throws SyntaxProblem;

    /** Why a text is no query, and on which line (counted from 1). */
    final class SyntaxProblem extends Exception {

        private static final long serialVersionUID = 1L;

        private final int line;
        private final String problem;

        public SyntaxProblem(int line, String problem) {
            super(problem);
            this.line = line;
            this.problem = problem;
        }

        public String problem() {
            return problem;
        }

        public int line() {
            return line;
        }
    }
}
