package dev.cardea.relay.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TicksTest {
    private final Ticks ticks = new Ticks();
    private final List<Integer> asked = new ArrayList<>();

    private class Member implements Ticks.Ticked {
        private final int number;
        private final boolean leaves;
        private int slot = -1;

        Member(int number, boolean leaves) {
            this.number = number;
            this.leaves = leaves;
        }

        @Override
        public void tick(long now) {
            asked.add(number);
            if (leaves) {
                ticks.remove(this);
            }
        }

        @Override
        public void close() {
            ticks.remove(this);
        }

        @Override
        public int slot() {
            return slot;
        }

        @Override
        public void slot(int slot) {
            this.slot = slot;
        }
    }

    @Test
    void asksEverybodyOnceWhileSomeLeave() {
        for (int i = 0; i < 200; i++) {
            ticks.add(new Member(i, i % 3 == 0));
        }

        ticks.tick(0);
        assertThat(asked).hasSize(200).doesNotHaveDuplicates();

        asked.clear();
        ticks.tick(0);
        assertThat(asked).hasSize(133).noneMatch(number -> number % 3 == 0);
    }

    @Test
    void leavingTwiceDoesNoHarm() {
        Member first = new Member(1, false);
        Member second = new Member(2, false);
        ticks.add(first);
        ticks.add(second);

        ticks.remove(first);
        ticks.remove(first);
        ticks.tick(0);

        assertThat(asked).containsExactly(2);
    }

    @Test
    void allCanBeClosedAtOnce() {
        for (int i = 0; i < 100; i++) {
            ticks.add(new Member(i, false));
        }

        ticks.forEach(Ticks.Ticked::close);
        ticks.tick(0);

        assertThat(asked).isEmpty();
    }

    @Test
    void oneThatFailsIsClosedAndTheOthersGoOn() {
        ticks.add(new Member(0, false));
        ticks.add(
                new Member(1, false) {
                    @Override
                    public void tick(long now) {
                        throw new AssertionError("broken");
                    }
                });
        ticks.add(new Member(2, false));

        ticks.tick(0);
        ticks.tick(0);

        assertThat(asked).containsExactlyInAnyOrder(0, 2, 0, 2);
    }
}
