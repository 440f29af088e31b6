/* test_plan_spans.c - which spans are checked for a query, how limits are pushed down to them, and what the plan keeps
 * of each node. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/engine_text.h"
#include "tests/unit/planning.h"

static void plan_spans(const char *text, bool explain, struct planned *out)
{
    if (make_plan(text, NSEARCH_MATCH_ALL, NULL, explain, out))
        fail_msg("%s: %s", text, out->error.message);
}

static void write_words(const struct span_node *node, struct buf *out)
{
    static const char *const caps[] = {
        [CAPS_ANY] = "", [CAPS_SOME] = "^", [CAPS_ALL] = "^^", [CAPS_NONE] = "_"};
    if (node->op == SPAN_CAPITALS) buf_add_char(out, '*');
    for (size_t i = 0; i < node->term_count; i++)
        buf_addf(out, "%s%.*s", i ? "|" : "", (int)node->terms[i].size, node->terms[i].data);
    buf_add_text(out, caps[node->caps]);
}

/* "NEAR/5(a, b|c^)": ^ with a capital, ^^ in capitals, _ without; [a 2:b] a phrase, with places that aren't the
 * next. */
static void write_spans(const struct span_node *node, struct buf *out)
{
    static const char *const names[] = {
        [SPAN_OR] = "OR", [SPAN_NEAR] = "NEAR", [SPAN_NOT_NEAR] = "NOT_NEAR", [SPAN_SAME] = "SAME"};
    static const char *const areas[] = {[AREA_BODY] = "BODY",
                                        [AREA_LEAD] = "LEAD",
                                        [AREA_FIRST] = "FIRST",
                                        [AREA_QUOTE] = "QUOTE",
                                        [AREA_SENTENCE] = "SENTENCE"};
    if (node->op == SPAN_WORDS || node->op == SPAN_CAPITALS) {
        write_words(node, out);
        return;
    }
    const bool phrase = node->op == SPAN_PHRASE;
    if (node->op == SPAN_WITHIN)
        buf_add_text(out, areas[node->area]);
    else if (!phrase)
        buf_add_text(out, node->ordered ? "PRE" : names[node->op]);
    if (node->paragraph) buf_add_text(out, "/P");
    if (node->distance && !phrase) buf_addf(out, "/%u", node->distance);
    if (node->number) buf_addf(out, "/%u", node->number);
    buf_add_char(out, phrase ? '[' : '(');
    for (size_t i = 0; i < node->count; i++) {
        if (i) buf_add_text(out, phrase ? " " : ", ");
        if (phrase && node->offsets[i] != i) buf_addf(out, "%u:", node->offsets[i]);
        write_spans(node->children[i], out);
    }
    buf_add_char(out, phrase ? ']' : ')');
    if (phrase && node->distance) buf_addf(out, "~%u", node->distance);
}

struct row {
    const char *query, *asked, *spans;
};

/* Of the row's query, or of the first child of an AND. */
static void check(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct planned planned;
        struct buf asked, spans;
        buf_init(&asked);
        buf_init(&spans);
        plan_spans(rows[i].query, false, &planned);
        engine_text(planned.plan.match, &asked);
        const struct plan_part *part = &planned.plan.parts[planned.plan.part_count - 1];
        for (size_t j = planned.plan.part_count; j-- > 0 && !part->spans;)
            part = &planned.plan.parts[j];
        if (part->spans) write_spans(part->spans, &spans);
        if (part->at_least > 1) buf_addf(&spans, " x%u", part->at_least);
        if (strcmp(asked.data, rows[i].asked) != 0 || strcmp(spans.data, rows[i].spans) != 0)
            fail_msg("%s:\nasks %s\nnot  %s\nof   %s\nnot  %s", rows[i].query, asked.data,
                     rows[i].asked, spans.data, rows[i].spans);
        buf_release(&asked);
        buf_release(&spans);
        release(&planned);
    }
}

#define CHECK(rows) check(rows, sizeof(rows) / sizeof *(rows))

static void test_operators_become_spans_over_a_wider_query(void **state)
{
    static const struct row rows[] = {
        {"talks SAME =a", "CHECK(AND(Ztalk, a))", "SAME/P(talks, a)"},
        {"a W/S b", "CHECK(AND(Za, Zb))", "SAME(a, b)"},
        {"a NOT NEAR/3 b", "CHECK(Za)", "NOT_NEAR/3(a, b)"},
        {"a NEAR/2 b PRE/1 c", "CHECK(AND(Za, Zb, Zc))", "PRE/1(NEAR/2(a, b), c)"},
        {"a NEAR/2 \"b c\"", "CHECK(AND(Za, b, c))", "NEAR/2(a, [b c])"},
        {"a SAME (b OR \"c d\")", "CHECK(AND(Za, OR(Zb, AND(c, d))))", "SAME/P(a, OR(b, [c d]))"},
        {"a SAME (b OR c)", "CHECK(AND(Za, OR(Zb, Zc)))", "SAME/P(a, b|c)"},
        {"co-op SAME b", "CHECK(AND(OR(Zcoop, AND(co, op)), Zb))", "SAME/P(OR(coop, [co op]), b)"},
        {"\"a * b\"", "CHECK(AND(a, b))", "[a 2:b]"},
        {"\"a * (b|c)\"~2", "CHECK(AND(a, OR(b, c)))", "[a 2:b|c]~2"},
        {"title:(a SAME b)", "CHECK(AND(ZSa, ZSb))", "SAME/P(Sa, Sb)"},
        {"ATLEAST3(a OR b)", "CHECK(OR(Za, Zb))", "a|b x3"},
        {"a SAME b SAME a", "CHECK(AND(Za, Zb))", "SAME/P(SAME/P(a, b), a)"},
    };
    (void)state;
    CHECK(rows);
}

static void test_what_the_engine_can_do_is_not_checked(void **state)
{
    static const struct row rows[] = {
        {"\"a (b|c) d\"", "PHRASE/3(a, OR(b, c), d)", ""},
        {"\"a (b|c-d)\"", "OR(PHRASE/2(a, OR(b, cd)), PHRASE/3(a, c, d), PHRASE/2(a, b))", ""},
        {"\"{talks a}\"", "FILTER(AND(Ztalk, Za), PHRASE/2(talks, a))", ""},
        {"ATLEAST1(a)", "Za", ""},
    };
    (void)state;
    CHECK(rows);
}

static void test_limits_are_pushed_down_to_expressions(void **state)
{
    static const struct row rows[] = {
        {"LEAD(a)", "CHECK(Za)", "LEAD(a)"},
        {"LEAD(QUOTE(a))", "CHECK(Za)", "LEAD(QUOTE(a))"},
        {"LEAD(a OR \"b c\")", "CHECK(OR(Za, AND(b, c)))", "LEAD(OR(a, [b c]))"},
        {"LEAD(a AND NOT b)", "AND_NOT(CHECK(Za), CHECK(Zb))", "LEAD(b)"},
        {"FIRST20(a NEAR/3 b)", "CHECK(AND(Za, Zb))", "FIRST/20(NEAR/3(a, b))"},
        {"body:a", "CHECK(Za)", "BODY(a)"},
        {"LEAD(a) NEAR/3 b", "CHECK(AND(Za, Zb))", "NEAR/3(LEAD(a), b)"},
        {"QUOTE(ATLEAST2(a))", "CHECK(Za)", "QUOTE(a) x2"},
        {"ATLEAST2(QUOTE(a))", "CHECK(Za)", "QUOTE(a) x2"},
        {"LEAD(a^2)", "SCALE/2(CHECK(Za))", "LEAD(a)"},
    };
    (void)state;
    CHECK(rows);
}

static void test_capitals_are_asked_of_every_word(void **state)
{
    static const struct row rows[] = {
        {"CAPS(talks)", "CHECK(talks)", "talks^"},
        {"CAPS(a NEAR/3 \"b c\")", "CHECK(AND(a, b, c))", "NEAR/3(a^, [b^ c^])"},
        {"ALLCAPS(a b)", "AND(CHECK(a), CHECK(b))", "b^^"},
        {"CAPS(ALLCAPS(a))", "CHECK(a)", "a^^"},
        {"NOCAPS(a SAME b)", "CHECK(AND(a, b))", "SAME/P(a_, b_)"},
        {"NOCAPS(CAPS(a))", "-", ""},
        {"NOCAPS(a NEAR CAPS(b))", "CHECK(AND(a, -))", "NEAR/10(a_, )"},
        {"CAPS(LEAD(ATLEAST2(a)))", "CHECK(a)", "LEAD(a^) x2"},
        {"CAPS(\"a * b\")", "CHECK(AND(a, b))", "[a^ 2:b^]"},
    };
    (void)state;
    CHECK(rows);
}

static void test_names_have_forms(void **state)
{
    static const struct row rows[] = {
        {"NAME(Moon)", "CHECK(moon)", "moon^"},
        {"NAME(\xE9\x87\x91\xE6\xAD\xA3)", "CHECK(\xE9\x87\x91\xE6\xAD\xA3)",
         "\xE9\x87\x91\xE6\xAD\xA3"},
        {"NAME(Joe Biden)", "CHECK(MAYBE(biden, joe))",
         "SENTENCE(OR([joe|j^ biden^], [joe|j^ *^ biden^], [joe|j^ *^ *^ biden^], [^^ biden^], "
         "[^^ *^ biden^], [^^ *^ *^ biden^]))"},
        {"NAME(de Gaulle)", "CHECK(MAYBE(gaulle, de))",
         "SENTENCE(OR([de gaulle^], [de *^ gaulle^], [de *^ *^ gaulle^]))"},
        {"NAME(Ki-moon)", "CHECK(OR(MAYBE(moon, ki), kimoon))",
         "OR(SENTENCE(OR([ki|k^ moon], [ki|k^ *^ moon], [ki|k^ *^ *^ moon], [^^ moon], "
         "[^^ *^ moon], [^^ *^ *^ moon])), kimoon^)"},
    };
    (void)state;
    CHECK(rows);
}

static void test_each_node_has_a_part(void **state)
{
    struct planned planned;
    struct buf text;
    (void)state;
    buf_init(&text);
    plan_spans("talks LEAD(a NEAR/2 b) talks -c", true, &planned);
    const struct query_node *root = planned.query.root;
    const struct plan_part *part = plan_part_of(&planned.plan, root);
    assert_ptr_equal(part, &planned.plan.parts[planned.plan.part_count - 1]);
    assert_ptr_equal(part->query, planned.plan.match);
    assert_null(part->spans);

    part = plan_part_of(&planned.plan, root->children[0]);
    assert_false(part->checked);
    assert_string_equal(part->query->term, "Ztalk");
    assert_int_equal(part->expansion_count, 1);
    assert_true(part->expansions->inflected);
    assert_string_equal(part->expansions->terms->terms->text, "talks");
    assert_ptr_equal(plan_part_of(&planned.plan, root->children[2])->query, part->query);

    part = plan_part_of(&planned.plan, root->children[1]);
    assert_true(part->checked);
    write_spans(part->spans, &text);
    assert_string_equal(text.data, "LEAD(NEAR/2(a, b))");
    engine_text(part->query, &text);
    assert_string_equal(text.data, "LEAD(NEAR/2(a, b))AND(Za, Zb)");

    const struct query_node *near = root->children[1]->children[0];
    assert_non_null(plan_part_of(&planned.plan, near)->spans);
    assert_non_null(plan_part_of(&planned.plan, near->children[1])->spans);
    assert_false(plan_part_of(&planned.plan, root->children[3]->children[0])->scope.positive);
    buf_release(&text);
    release(&planned);
}

static void test_the_phrase_is_looked_for_before_what_is_left_out(void **state)
{
    struct planned planned;
    struct buf text;
    (void)state;
    buf_init(&text);
    plan_spans("a b date:2020 -(c SAME d)", false, &planned);
    engine_text(plan_only_phrase(&planned.plan, planned.plan.match, &planned.arena), &text);
    assert_string_equal(text.data, "AND_NOT(FILTER(FILTER(PHRASE/2(a, b), AND(Za, Zb)), Y2020), "
                                   "CHECK(AND(Zc, Zd)))");
    buf_release(&text);
    release(&planned);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_operators_become_spans_over_a_wider_query),
        cmocka_unit_test(test_what_the_engine_can_do_is_not_checked),
        cmocka_unit_test(test_limits_are_pushed_down_to_expressions),
        cmocka_unit_test(test_capitals_are_asked_of_every_word),
        cmocka_unit_test(test_names_have_forms),
        cmocka_unit_test(test_each_node_has_a_part),
        cmocka_unit_test(test_the_phrase_is_looked_for_before_what_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
