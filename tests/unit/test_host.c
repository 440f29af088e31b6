/* test_host.c - common/host.c */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/host.h"

static void assert_host(const char *url, const char *want)
{
    char host[HOST_MAX + 1];
    assert_int_equal(host_of_url(url, strlen(url), host), strlen(want));
    assert_string_equal(host, want);
}

static void test_the_host_is_found_in_lower_case(void **state)
{
    (void)state;
    assert_host("https://www.NYTimes.com/2020/06/16/world.html", "www.nytimes.com");
    assert_host("http://bbc.co.uk", "bbc.co.uk");
    assert_host("//cdn.example.org/x", "cdn.example.org");
    assert_host("https://m\u00FCnchen.de?q=a/b//c", "m\u00FCnchen.de");
    assert_host("www.nytimes.com/2020", "www.nytimes.com");
}

static void test_user_port_and_final_dot_go(void **state)
{
    (void)state;
    assert_host("https://joe:pass@example.com:8080/x", "example.com");
    assert_host("https://example.com@evil.test/", "evil.test");
    assert_host("http://example.com./", "example.com");
    assert_host("http://[2001:DB8::1]:80/", "[2001:db8::1]");
}

static void test_what_has_no_host_gives_none(void **state)
{
    (void)state;
    assert_host("", "");
    assert_host("file:///srv/news", "");
    assert_host("articles/one.txt", "");
    assert_host("/srv/www.example.com/x", "");
    assert_host("http://", "");
    assert_host("http://bad host/", "");
    assert_host("http://\x1B[31m/", "");
    assert_host("http://[not an address]/", "");
    assert_host("http://[/", "");
    char url[600] = "http://";
    memset(url + 7, 'a', sizeof url - 8);
    assert_host(url, "");
}

static void test_each_domain_above_but_the_topmost(void **state)
{
    (void)state;
    const char *domain = host_parent("www.nytimes.com");
    assert_string_equal(domain, "nytimes.com");
    assert_null(host_parent(domain));
    assert_null(host_parent("localhost"));
    assert_null(host_parent(""));
}

static void test_an_address_has_nothing_above(void **state)
{
    (void)state;
    assert_null(host_parent("192.168.1.20"));
    assert_null(host_parent("[2001:db8::1]"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_host_is_found_in_lower_case),
        cmocka_unit_test(test_user_port_and_final_dot_go),
        cmocka_unit_test(test_what_has_no_host_gives_none),
        cmocka_unit_test(test_each_domain_above_but_the_topmost),
        cmocka_unit_test(test_an_address_has_nothing_above),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
