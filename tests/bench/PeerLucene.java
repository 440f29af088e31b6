// PeerLucene.java - Lucene 8 as a program that only builds an index, or only searches, would use it.
//     PeerLucene english|all index DIRECTORY ARTICLES.jsonl THREADS | merge DIRECTORY | search DIRECTORY
// Queries, in the language of Lucene's classic parser, are asked by the batches of timed.h: `top` stops
// counting at 1,000 articles, as Lucene does by default; `exact` counts all.
// english is EnglishAnalyzer as it comes, which leaves out 33 stop words; all indexes every word.
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.Paths;
import java.util.*;
import java.util.concurrent.*;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.*;
import org.apache.lucene.store.*;

public class PeerLucene {
    static final int BLOCK = 1 << 20;           // bytes of whole lines that a thread takes at a time
    static final double BUFFER_MB = 256;
    static final String[] WORD_FIELDS = {"title", "author", "source", "section"};

    private final InputStream in;
    private byte[] rest = new byte[0];          // what was read after the last whole line
    private final IndexWriter writer;
    private final JsonFactory json = new JsonFactory();

    PeerLucene(InputStream in, IndexWriter writer) {
        this.in = in;
        this.writer = writer;
    }

    // The next lines, all of them whole; null at the end.
    private synchronized byte[] nextBlock() throws IOException {
        byte[] block = rest;
        for (;;) {
            byte[] more = in.readNBytes(BLOCK);
            int old = block.length;
            block = Arrays.copyOf(block, old + more.length);
            System.arraycopy(more, 0, block, old, more.length);
            int end = block.length;
            while (more.length == BLOCK && end > 0 && block[end - 1] != '\n') end--;
            if (end == 0 && more.length == BLOCK) continue;
            rest = Arrays.copyOfRange(block, end, block.length);
            return end == 0 ? null : Arrays.copyOf(block, end);
        }
    }

    // A field's text; of an array or object, all the texts in it.
    private static String text(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_NULL) return "";
        if (!token.isStructStart()) return parser.getText();
        StringBuilder texts = new StringBuilder();
        for (int depth = 1; depth > 0; ) {
            token = parser.nextToken();
            if (token.isStructStart()) depth++;
            else if (token.isStructEnd()) depth--;
            else if (token == JsonToken.VALUE_STRING) texts.append(parser.getText()).append('\n');
        }
        return texts.toString();
    }

    private static Map<String, String> article(JsonParser parser) throws IOException {
        Map<String, String> fields = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.getCurrentName();
            fields.put(name, text(parser));
        }
        return fields;
    }

    private static void addDate(Document document, String date) {
        document.add(new StoredField("date", date));
        if (!date.matches("\\d{4}-\\d\\d-\\d\\d.*")) return;
        int day = Integer.parseInt(date.substring(0, 10).replace("-", ""));
        document.add(new IntPoint("day", day));
        document.add(new NumericDocValuesField("day", day));
    }

    // What is stored is the title and the body, once; what is searched is the two as one text.
    private static Document document(Map<String, String> fields) {
        Document document = new Document();
        String title = fields.getOrDefault("title", ""), body = fields.getOrDefault("body", "");
        document.add(new StringField("id", fields.getOrDefault("id", ""), Field.Store.YES));
        for (String name : WORD_FIELDS)
            document.add(new TextField(name, fields.getOrDefault(name, ""), Field.Store.YES));
        document.add(new StoredField("body", body));
        document.add(new TextField("text", title + "\n" + body, Field.Store.NO));
        addDate(document, fields.getOrDefault("date", ""));
        return document;
    }

    private Void index() throws IOException {
        for (byte[] block; (block = nextBlock()) != null; )
            try (JsonParser parser = json.createParser(block)) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    Document document = document(article(parser));
                    writer.updateDocument(new Term("id", document.get("id")), document);
                }
            }
        return null;
    }

    private void run(int threads) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Callable<Void>> tasks = Collections.nCopies(threads, this::index);
        for (Future<Void> done : pool.invokeAll(tasks)) done.get();
        pool.shutdown();
    }

    private static void index(String directory, String articles, int threads, EnglishAnalyzer analyzer) throws Exception {
        IndexWriterConfig config = new IndexWriterConfig(analyzer).setRAMBufferSizeMB(BUFFER_MB);
        try (Directory target = FSDirectory.open(Paths.get(directory));
             InputStream in = new FileInputStream(articles);
             IndexWriter writer = new IndexWriter(target, config)) {
            new PeerLucene(in, writer).run(threads);
            writer.commit();
            System.out.println(writer.getDocStats().numDocs + " articles");
        }
    }

    private static void merge(String directory, EnglishAnalyzer analyzer) throws Exception {
        try (Directory target = FSDirectory.open(Paths.get(directory));
             IndexWriter writer = new IndexWriter(target, new IndexWriterConfig(analyzer))) {
            writer.forceMerge(1);
            writer.commit();
        }
    }

    // ---- Searching ---------------------------------------------------------------------------------

    static final int COUNTED = 1000;            // articles, after which `top` counts no more
    static final Set<String> TITLE = Collections.singleton("title");

    private static Query parse(String line, QueryParser parser) throws Exception {
        String[] parts = line.split("\t");
        Query words = parser.parse(parts[0]);
        if (parts.length < 3) return words;
        int first = Integer.parseInt(parts[1]), last = Integer.parseInt(parts[2]);
        Query days = new IndexOrDocValuesQuery(IntPoint.newRangeQuery("day", first, last),
            NumericDocValuesField.newSlowRangeQuery("day", first, last));
        return new BooleanQuery.Builder().add(words, BooleanClause.Occur.MUST).add(days, BooleanClause.Occur.FILTER).build();
    }

    private static String answer(String how, String line, QueryParser parser, IndexSearcher searcher) throws Exception {
        long start = System.nanoTime(), titles = 0;
        int counted = how.equals("exact") ? Integer.MAX_VALUE : COUNTED;
        TopScoreDocCollector collector = TopScoreDocCollector.create(10, counted);
        searcher.search(parse(line, parser), collector);
        TopDocs hits = collector.topDocs();
        for (ScoreDoc hit : hits.scoreDocs) titles += searcher.doc(hit.doc, TITLE).get("title").hashCode();
        return String.format("%d\t%.1f\t%x", hits.totalHits.value, (System.nanoTime() - start) / 1e3, titles);
    }

    // The queries of a batch are read before the first is answered, and nothing is written before the last.
    private static void search(String directory, EnglishAnalyzer analyzer) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Directory source = FSDirectory.open(Paths.get(directory)); IndexReader reader = DirectoryReader.open(source)) {
            IndexSearcher searcher = new IndexSearcher(reader);
            searcher.setQueryCache(null);
            QueryParser parser = new QueryParser("text", analyzer);
            for (String how; (how = in.readLine()) != null; ) {
                List<String> queries = new ArrayList<>();
                for (String line; (line = in.readLine()) != null && !line.isEmpty(); ) queries.add(line);
                StringBuilder answers = new StringBuilder();
                for (String line : queries) answers.append(answer(how, line, parser, searcher)).append('\n');
                System.out.println(answers);
                System.out.flush();
            }
        }
    }

    public static void main(String[] args) throws Exception {
        EnglishAnalyzer analyzer = args[0].equals("all") ? new EnglishAnalyzer(CharArraySet.EMPTY_SET)
                                                         : new EnglishAnalyzer();
        if (args[1].equals("index")) index(args[2], args[3], Integer.parseInt(args[4]), analyzer);
        else if (args[1].equals("merge")) merge(args[2], analyzer);
        else search(args[2], analyzer);
    }
}
