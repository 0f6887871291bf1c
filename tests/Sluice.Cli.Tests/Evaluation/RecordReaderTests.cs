using System.Text;
using Sluice.Cli.Evaluation.Data;
using Sluice.Inspection;

namespace Sluice.Cli.Tests.Evaluation;

public sealed class RecordReaderTests
{
    [Fact]
    public void Offsets_in_code_points_become_UTF_16_units()
    {
        // Two letters outside the basic plane before the mail address: two code points, four units.
        EvalRecord? record = Parse("""{"id":"1","text":"😀𝐀 a@b.io!","label":[{"start":3,"end":9,"type":"EMAIL"},{"start":0,"end":1,"type":"X"}],"task":"pii_spans","source":"s"}""", out string? error);
        Assert.Null(error);
        Assert.Equal([new LabelledSpan(5, 11, "EMAIL"), new LabelledSpan(0, 2, "X")], record!.Spans);
        Assert.Equal("a@b.io", record.Text[5..11]);
    }

    [Theory]
    [InlineData("system", ContentScope.System)]
    [InlineData("tool", ContentScope.ToolResult)]
    [InlineData("document", ContentScope.Document)]
    [InlineData("assistant", ContentScope.Assistant)]
    [InlineData("elsewhere", ContentScope.User)]
    public void Channel_says_whose_words_they_are(string channel, ContentScope scope) =>
        Assert.Equal(scope, Parse($$$"""{"text":"x","label":"benign","task":"t","source":"s","meta":{"channel":"{{{channel}}}"}}""", out _)!.Scope);

    [Theory]
    [InlineData("{", "no JSON")]
    [InlineData("[1]", "a record is a JSON object")]
    [InlineData("""{"text":"x","label":"a","task":"t"}""", "\"source\" is missing")]
    [InlineData("""{"text":"x","task":"t","source":"s"}""", "\"label\" is missing")]
    [InlineData("""{"text":"x","label":5,"task":"t","source":"s"}""", "neither a string nor a list")]
    [InlineData("""{"text":"x","label":[{"start":0}],"task":"t","source":"s"}""", "span 0 has not")]
    [InlineData("""{"text":"x😀","label":[{"start":0,"end":3,"type":"A"}],"task":"t","source":"s"}""", "span 0 (0 to 3) does not lie in its text")]
    [InlineData("""{"text":"x","label":[{"start":1,"end":1,"type":"A"}],"task":"t","source":"s"}""", "does not lie")]
    [InlineData("""{"text":"\ud800","label":"a","task":"t","source":"s"}""", "not valid Unicode")]
    [InlineData("""{"text":"x","label":"a","task":"t","source":"s"} {}""", "behind the record")]
    public void What_is_wrong_with_a_line_is_said(string line, string expected)
    {
        Assert.Null(Parse(line, out string? error));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\nbb\n\nccc", "1:a 2:bb 3: 4:ccc")]
    [InlineData("a\r\nb\r\n", "1:a 2:b")]
    [InlineData("", "")]
    public void Lines_are_read_with_their_numbers(string text, string expected) => Assert.Equal(expected, string.Join(' ', Lines(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void A_line_over_the_bound_is_passed_over_and_the_next_is_read()
    {
        byte[] text = Encoding.UTF8.GetBytes("a\n" + new string('x', (2 * LineReader.MaxLine) + 17) + "\nb\n" + new string('y', LineReader.MaxLine) + "\nc");
        Assert.Equal(["1:a", "2:!", "3:b", $"4:{new string('y', LineReader.MaxLine)}", "5:c"], Lines(text));
    }

    private static EvalRecord? Parse(string line, out string? error) => RecordReader.Parse(Encoding.UTF8.GetBytes(line), out error);

    private static List<string> Lines(byte[] text)
    {
        LineReader reader = new(new MemoryStream(text));
        List<string> lines = [];
        while (reader.TryRead(out ReadOnlySpan<byte> line, out bool tooLong))
            lines.Add($"{reader.Number}:{(tooLong ? "!" : Encoding.UTF8.GetString(line))}");
        return lines;
    }
}
