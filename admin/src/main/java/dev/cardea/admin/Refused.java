package dev.cardea.admin;

/// Admission's refusal of whoever calls the admin API.
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Problem.Answer answer;

    Refused(Problem.Answer answer) {
        super(answer.problem().code());
        this.answer = answer;
    }

    Problem.Answer answer() {
        return answer;
    }
}
