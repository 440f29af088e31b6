/* print_format.h - the functions of the formats: print.c's rows. */
#ifndef SEARCHER_PRINT_FORMAT_H
#define SEARCHER_PRINT_FORMAT_H

#include "searcher/print.h"

void print_text_hit(struct print *print, const struct print_record *record);
void print_text_end(struct print *print);
void print_text_findings(FILE *out, const char *query, const nsearch_findings *findings);
void print_text_explain(FILE *out, const nsearch_explanation *explanation);
void print_text_why(FILE *out, const nsearch_explanation *explanation);

void print_jsonl_hit(struct print *print, const struct print_record *record);
void print_jsonl_end(struct print *print);
void print_jsonl_findings(FILE *out, const char *query, const nsearch_findings *findings);
void print_jsonl_explain(FILE *out, const nsearch_explanation *explanation);
void print_jsonl_why(FILE *out, const nsearch_explanation *explanation);
void print_jsonl_article(FILE *out, const nsearch_article *article);

void print_json_begin(struct print *print);
void print_json_hit(struct print *print, const struct print_record *record);
void print_json_end(struct print *print);
void print_json_findings(FILE *out, const char *query, const nsearch_findings *findings);
void print_json_explain(FILE *out, const nsearch_explanation *explanation);
void print_json_why(FILE *out, const nsearch_explanation *explanation);

void print_csv_begin(struct print *print);
void print_csv_hit(struct print *print, const struct print_record *record);
void print_tsv_hit(struct print *print, const struct print_record *record);

void print_ids_hit(struct print *print, const struct print_record *record);
void print_paths_hit(struct print *print, const struct print_record *record);
void print_paths_end(struct print *print);
void print_urls_hit(struct print *print, const struct print_record *record);

void print_kwic_begin(struct print *print);
void print_kwic_hit(struct print *print, const struct print_record *record);

void print_template_hit(struct print *print, const struct print_record *record);

void print_text_facets(FILE *out, const char *field, const nsearch_facets *facets);
void print_jsonl_facets(FILE *out, const char *field, const nsearch_facets *facets);
void print_json_facets(FILE *out, const char *field, const nsearch_facets *facets);
void print_csv_facets(FILE *out, const char *field, const nsearch_facets *facets);
void print_tsv_facets(FILE *out, const char *field, const nsearch_facets *facets);

/* A line of separated values, quoted as RFC 4180 has it; what follows it is a line's end. */
void print_row_names(FILE *out, const struct print_fields *fields, char separator);
void print_cell(FILE *out, const char *text, size_t size, char separator);
void print_row(FILE *out, const struct print_fields *fields, const struct print_record *record,
               char separator);

/* Adds the fields of a template to `fields`. False, and a line that says what is wrong, if it is none. */
bool print_template_read(const char *template, struct print_fields *fields,
                         char complaint[PRINT_COMPLAINT_MAX]);

#endif
