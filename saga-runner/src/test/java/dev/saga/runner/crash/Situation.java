package dev.saga.runner.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.runner.system.Await;
import dev.saga.runner.system.Services;

/**
 * What is going on when the process halts: one thing at a time, so that what a restart finds says what became of it. Each
 * is about a booking of its own. The file is long because it is one table: what each row says, does and expects belongs
 * together.
 */
enum Situation {
    IDLE("nothing happens", "", "", End.NONE) {
        @Override
        void provoke(Stage stage, String booking) {
            // time passes
        }

        @Override
        boolean isDone(Stage stage, String booking) {
            return true;
        }
    },
    CREATED("a booking is created", "booking.created", "saga.request_stock", End.COMPLETED) {
        @Override
        void provoke(Stage stage, String booking) {
            stage.say(victim(booking), type(), Services.booking(booking, "p-1"));
        }
    },
    RESERVED("the last product is reserved", "product.reserved", "saga.request_payment", End.COMPLETED) {
        @Override
        void prepare(Stage stage, String booking) {
            given(stage, booking, "p-1");
        }

        @Override
        void provoke(Stage stage, String booking) {
            reserve(stage, victim(booking), booking, "p-1");
        }
    },
    PAID("the payment completes", "payment.completed", "saga.confirm_booking", End.COMPLETED) {
        @Override
        void prepare(Stage stage, String booking) {
            givenReserved(stage, booking);
        }

        @Override
        void provoke(Stage stage, String booking) {
            stage.say(victim(booking), type(), Services.body(booking).put("paymentId", "pay-" + booking));
        }
    },
    UNRESERVED("a reservation fails", "product.reservation_failed", "saga.cancel_booking", End.CANCELLED) {
        @Override
        void prepare(Stage stage, String booking) {
            given(stage, booking, "p-1", "missing-2");
            reserve(stage, "first-" + booking, booking, "p-1");
        }

        @Override
        void provoke(Stage stage, String booking) {
            stage.say(
                    victim(booking),
                    type(),
                    Services.body(booking).put("productId", "missing-2").put("reason", "out of stock"));
        }
    },
    UNPAID("the payment fails", "payment.failed", "saga.cancel_booking", End.CANCELLED) {
        @Override
        String bookingId(String cell) {
            return "poor-" + cell;
        }

        @Override
        void prepare(Stage stage, String booking) {
            givenReserved(stage, booking);
        }

        @Override
        void provoke(Stage stage, String booking) {
            stage.say(victim(booking), type(), Services.body(booking).put("reason", "no money"));
        }
    },
    LEFT("another process dies", "", "saga.request_stock", End.COMPLETED) {
        @Override
        void provoke(Stage stage, String booking) {
            stage.database().beginElsewhereAndDie(booking, identity(stage, booking));
        }

        @Override
        String identity(Stage stage, String booking) {
            return victim(booking);
        }
    },
    TAKEN_OVER(
            "the payment of a booking that another process began completes",
            "payment.completed",
            "saga.confirm_booking",
            End.COMPLETED) {
        @Override
        void prepare(Stage stage, String booking) {
            stage.database().beginElsewhereAndDie(booking, "created-" + booking);
            stage.awaitCommand("saga.request_stock", booking);
            reserve(stage, "first-" + booking, booking, "p-1");
            stage.awaitCommand("saga.request_payment", booking);
        }

        @Override
        void provoke(Stage stage, String booking) {
            stage.say(victim(booking), type(), Services.body(booking).put("paymentId", "pay-" + booking));
        }
    },
    ELAPSED("a deadline elapses", "", "saga.cancel_booking", End.REFUNDED) {
        @Override
        void prepare(Stage stage, String booking) {
            givenReserved(stage, booking);
        }

        @Override
        void provoke(Stage stage, String booking) {
            stage.database().elapse(booking);
        }

        @Override
        boolean isDone(Stage stage, String booking) {
            return stage.database().causedByDeadline(booking) > 0;
        }
    },
    PAID_LATE("the payment completes after its deadline", "payment.completed", "saga.refund_payment", End.REFUNDED) {
        @Override
        void prepare(Stage stage, String booking) {
            givenReserved(stage, booking);
            stage.database().elapse(booking);
            stage.awaitCommand("saga.cancel_booking", booking);
        }

        @Override
        void provoke(Stage stage, String booking) {
            stage.say(victim(booking), type(), Services.body(booking).put("paymentId", "pay-" + booking));
        }
    },
    REPEATED("a message comes a second time", "booking.created", "", End.COMPLETED) {
        @Override
        void prepare(Stage stage, String booking) {
            stage.say(victim(booking), type(), Services.booking(booking, "p-1"));
            stage.awaitCommand("saga.request_stock", booking);
        }

        @Override
        void provoke(Stage stage, String booking) {
            stage.say(victim(booking), type(), Services.booking(booking, "p-1"));
        }
    },
    KNOWN("a message says what is known", "product.reserved", "", End.COMPLETED) {
        @Override
        void prepare(Stage stage, String booking) {
            given(stage, booking, "p-1", "p-2");
            reserve(stage, "first-" + booking, booking, "p-1");
        }

        @Override
        void provoke(Stage stage, String booking) {
            reserve(stage, victim(booking), booking, "p-1");
        }

        @Override
        boolean writesItsOwnWay(Boundary boundary) {
            return writesOfTheReceiver(boundary);
        }
    },
    CONTRADICTED("a message contradicts what is known", "product.reserved", "", End.COMPLETED) {
        @Override
        void prepare(Stage stage, String booking) {
            given(stage, booking, "p-1", "p-2");
            reserve(stage, "first-" + booking, booking, "p-1");
        }

        @Override
        void provoke(Stage stage, String booking) {
            stage.say(
                    victim(booking),
                    type(),
                    Services.body(booking)
                            .put("productId", "p-1")
                            .put("quantity", 1)
                            .put("price", "9.99"));
        }

        @Override
        boolean leavesLetter() {
            return true;
        }
    },
    UNREADABLE("a message cannot be read", "booking.created", "", End.NONE) {
        @Override
        void provoke(Stage stage, String booking) {
            stage.say(victim(booking), type(), Services.body(booking));
        }

        @Override
        boolean leavesLetter() {
            return true;
        }
    },
    OVERTAKEN("another writer was faster", "product.reserved", "saga.release_stock", End.CANCELLED) {
        @Override
        void prepare(Stage stage, String booking) {
            given(stage, booking, "p-1");
        }

        @Override
        void provoke(Stage stage, String booking) {
            stage.database().cancel(booking);
            reserve(stage, victim(booking), booking, "p-1");
        }
    },
    STUCK("a message comes to a history that cannot be read", "product.reserved", "", End.COMPLETED) {
        @Override
        void prepare(Stage stage, String booking) {
            given(stage, booking, "p-1", "p-2");
            stage.database().recordTheUnknown(booking);
        }

        @Override
        void provoke(Stage stage, String booking) {
            reserve(stage, victim(booking), booking, "p-1");
        }

        @Override
        boolean writesItsOwnWay(Boundary boundary) {
            return writesOfTheReceiver(boundary);
        }

        @Override
        void again(Stage stage, String booking) {
            stage.database().forgetTheUnknown(booking);
            String identity = identity(stage, booking);
            Await.until(Stage.PATIENCE, stage.runner()::output, () -> {
                stage.database().due(identity);
                return stage.database().effects(identity) > 0;
            });
        }
    },
    UNSTUCK("a stuck booking is tried again", "product.reserved", "", End.COMPLETED) {
        @Override
        void prepare(Stage stage, String booking) {
            STUCK.prepare(stage, booking);
            reserve(stage, victim(booking), booking, "p-1");
            stage.awaitQuiet();
            stage.database().forgetTheUnknown(booking);
        }

        @Override
        void provoke(Stage stage, String booking) {
            stage.database().due(identity(stage, booking));
        }

        @Override
        boolean isDone(Stage stage, String booking) {
            return stage.database().letter(identity(stage, booking)).isEmpty();
        }
    },
    RETRIED("a dead letter is retried", "product.reserved", "saga.request_payment", End.COMPLETED) {
        @Override
        void prepare(Stage stage, String booking) {
            reserve(stage, victim(booking), booking, "p-1");
            stage.awaitQuiet();
            given(stage, booking, "p-1");
        }

        @Override
        void provoke(Stage stage, String booking) {
            stage.requestInVain("POST", "/api/dead-letters/" + letter(stage, booking) + "/retry");
        }

        @Override
        boolean isDone(Stage stage, String booking) {
            return stage.database().letter(identity(stage, booking)).isEmpty();
        }

        @Override
        void again(Stage stage, String booking) {
            var left = stage.database().letter(identity(stage, booking));
            if (left.isPresent()) {
                var answer = stage.request("POST", "/api/dead-letters/" + left.getAsLong() + "/retry");
                assertThat(answer.body()).isEqualTo("{\"outcome\":\"applied\"}");
            }
        }
    },
    RETRIED_IN_VAIN("a dead letter is retried and refused again", "booking.created", "", End.NONE) {
        @Override
        void prepare(Stage stage, String booking) {
            stage.say(victim(booking), type(), Services.body(booking));
        }

        @Override
        void provoke(Stage stage, String booking) {
            stage.requestInVain("POST", "/api/dead-letters/" + letter(stage, booking) + "/retry");
        }

        @Override
        boolean isDone(Stage stage, String booking) {
            return stage.database().attempts(identity(stage, booking)) > 1;
        }

        @Override
        boolean leavesLetter() {
            return true;
        }

        @Override
        void again(Stage stage, String booking) {
            if (!isDone(stage, booking)) {
                var answer = stage.request("POST", "/api/dead-letters/" + letter(stage, booking) + "/retry");
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
            }
            assertThat(stage.database().attempts(identity(stage, booking))).isEqualTo(2);
        }
    },
    DISCARDED("a dead letter is discarded", "booking.created", "", End.NONE) {
        @Override
        void prepare(Stage stage, String booking) {
            stage.say(victim(booking), type(), Services.body(booking));
        }

        @Override
        void provoke(Stage stage, String booking) {
            stage.requestInVain("DELETE", "/api/dead-letters/" + letter(stage, booking));
        }

        @Override
        boolean isDone(Stage stage, String booking) {
            return stage.database().letter(identity(stage, booking)).isEmpty();
        }

        @Override
        void again(Stage stage, String booking) {
            var left = stage.database().letter(identity(stage, booking));
            if (left.isPresent()) {
                var answer = stage.request("DELETE", "/api/dead-letters/" + left.getAsLong());
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
            }
        }
    },
    STOPPED("the process is told to stop", "", "", End.NONE) {
        @Override
        void provoke(Stage stage, String booking) {
            stage.runner().askToStop();
        }

        @Override
        boolean isDone(Stage stage, String booking) {
            return !stage.database().leaseIsHeld(Actor.RELAY);
        }
    };

    private final String title;
    private final String type;
    private final String command;
    private final End end;

    Situation(String title, String type, String command, End end) {
        this.title = title;
        this.type = type;
        this.command = command;
        this.end = end;
    }

    /** What people read. */
    String title() {
        return title;
    }

    /** How the booking must end. */
    End end() {
        return end;
    }

    /** The type of the message that is the victim, or nothing. */
    String type() {
        return type;
    }

    /** The command that it causes, or nothing. */
    String command() {
        return command;
    }

    /** The booking that it is about. */
    String bookingId(String cell) {
        return "b-" + cell;
    }

    /** What must be there before; the services are silent about the booking. */
    void prepare(Stage stage, String booking) {
        // most need nothing
    }

    /** Makes it happen. */
    abstract void provoke(Stage stage, String booking);

    /** Whether what happened is durable. */
    boolean isDone(Stage stage, String booking) {
        return stage.database().handled(identity(stage, booking));
    }

    /** After a crash and a restart: does again what nobody else will do. */
    void again(Stage stage, String booking) {
        // messages come again, and what is due stays due
    }

    /** Whether what is written there is not what is written elsewhere under that name. */
    boolean writesItsOwnWay(Boundary boundary) {
        return false;
    }

    private static boolean writesOfTheReceiver(Boundary boundary) {
        return boundary.actor() == Actor.RECEIVER
                && boundary.kind().matches("(insert|delete) (event|inbox|dead_letter)|commit( apart)?");
    }

    /** Whether the victim is among the dead letters in the end. */
    boolean leavesLetter() {
        return false;
    }

    /** The id of the message that is the victim. */
    static String victim(String booking) {
        return "victim-" + booking;
    }

    /** The identity of the message that is the victim. */
    String identity(Stage stage, String booking) {
        return stage.topic(type) + "#" + victim(booking);
    }

    long letter(Stage stage, String booking) {
        return stage.database().letter(identity(stage, booking)).orElseThrow();
    }

    private static void given(Stage stage, String booking, String... products) {
        stage.say("created-" + booking, "booking.created", Services.booking(booking, products));
        stage.awaitCommand("saga.request_stock", booking);
    }

    private static void givenReserved(Stage stage, String booking) {
        given(stage, booking, "p-1");
        reserve(stage, "first-" + booking, booking, "p-1");
        stage.awaitCommand("saga.request_payment", booking);
    }

    private static void reserve(Stage stage, String id, String booking, String product) {
        stage.say(
                id,
                "product.reserved",
                Services.body(booking)
                        .put("productId", product)
                        .put("quantity", 1)
                        .put("price", "0.10"));
    }
}
