// PeerLucene.java - Lucene 8 as a program that only builds an index would use it.
//     PeerLucene DIRECTORY ARTICLES.jsonl THREADS english|all
// english is EnglishAnalyzer as it comes, which leaves out 33 stop words; all indexes every word.
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.*;
import java.nio.file.Paths;
import java.util.*;
import java.util.concurrent.*;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
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

    public static void main(String[] args) throws Exception {
        EnglishAnalyzer analyzer = args[3].equals("all") ? new EnglishAnalyzer(CharArraySet.EMPTY_SET)
                                                         : new EnglishAnalyzer();
        IndexWriterConfig config = new IndexWriterConfig(analyzer).setRAMBufferSizeMB(BUFFER_MB);
        try (Directory directory = FSDirectory.open(Paths.get(args[0]));
             InputStream in = new FileInputStream(args[1]);
             IndexWriter writer = new IndexWriter(directory, config)) {
            new PeerLucene(in, writer).run(Integer.parseInt(args[2]));
            writer.commit();
            System.out.println(writer.getDocStats().numDocs + " articles");
        }
    }
}
