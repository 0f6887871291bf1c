using System.Text;
using Sluice.Inspection.Streaming;
using Sluice.Inspection.Tests.Dialects;
using Sluice.Inspection.Tests.Dialects.Gemini;

namespace Sluice.Inspection.Tests.Streaming;

public sealed class ArrayFramingTests
{
    public static TheoryData<string> Documents =>
    [
        "[]",
        " [ ] \n",
        "[{}]",
        "[{\"a\":\"]}\"},\r\n{\"b\":\"\\\"]\\\\\"}\n]\r\n",
        "[\n  {\n    \"a\": [1, [2, {\"c\": \"d\"}]]\n  }\n,\r\n  {\"b\": {}}\n]",
        "{\"error\":{\"message\":\"single, no array\"}}\n",
        "[1,\"two\",null,{\"a\":1},\"]\"]",
        "[[{\"a\":1}],[]]",
        "\"just a string\"",
        "17",
        "[{\"cut\":\"here\"},",
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_clean_document_passes_as_it_came_whatever_the_cut(string document)
    {
        for (int length = 1; length <= document.Length; length++)
            Assert.Equal(document, GeminiStream.Elements.Streamed(Wire.Employees, document, length));
    }

    [Theory]
    [InlineData("[\"EMP-123456\"]")]
    [InlineData("[1,\"EMP-123456\",{\"a\":1}]")]
    [InlineData("[{\"a\":1},\"EMP-123456\"]")]
    [InlineData("[[\"EMP-123456\"]]")]
    [InlineData("[[{\"a\":\"EMP-123456\"}]]")]
    [InlineData("\"EMP-123456\"")]
    [InlineData("{\"a\":\"EMP-123456\"}")]
    [InlineData("[{\"a\":\"x\"}] \"EMP-123456\"")]
    public void Whatever_stands_in_the_document_is_judged(string document)
    {
        for (int length = 1; length <= document.Length; length++)
            Assert.Equal(document.Replace("EMP-123456", "[REDACTED:employee]"), GeminiStream.Elements.Streamed(Wire.Employees, document, length));
    }

    [Fact]
    public void Frames_are_elements_with_what_stands_before_them_and_the_end_closes()
    {
        byte[] document = "[{\"a\":1}\n,\r\n{\"b\":2}\n]\n"u8.ToArray();
        ArrayFraming framing = new();
        using PooledBuffer<byte> joined = new();
        List<string> frames = [];
        List<string> payloads = [];
        List<bool> closing = [];
        int at = 0;
        int scanned = 0;
        for (int length; (length = framing.Next(document.AsSpan(at), ref scanned)) > 0; at += length)
        {
            ReadOnlySpan<byte> raw = document.AsSpan(at, length);
            EventFrame frame = framing.Parse(raw, joined);
            frames.Add(Encoding.UTF8.GetString(raw));
            payloads.Add(Encoding.UTF8.GetString(frame.Payload(raw, joined)));
            closing.Add(frame.Closes);
        }

        Assert.Equal(["[{\"a\":1}", "\n,\r\n{\"b\":2}", "\n]"], frames);
        Assert.Equal(["{\"a\":1}", "{\"b\":2}", ""], payloads);
        Assert.Equal([false, false, true], closing);
    }

    [Fact]
    public void Two_ends_break_the_stream()
    {
        string seen = GeminiStream.Elements.Streamed(Wire.Employees, "[{\"a\":1}]]");
        Assert.Contains("not framed as its media type says", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_of_the_gates_own_may_stand_before_the_first_between_and_behind()
    {
        ArrayFraming framing = new();
        using PooledBuffer<byte> joined = new();
        using PooledBuffer<byte> output = new();
        framing.Write(default, "{\"own\":1}"u8, output);
        framing.Pass("[{\"a\":1}"u8, output);
        framing.Write(default, "{\"own\":2}"u8, output);
        byte[] second = ",{\"b\":2}"u8.ToArray();
        framing.Rewrite(second, framing.Parse(second, joined), "{\"c\":3}"u8, output);
        framing.Close(output);
        Assert.Equal("[{\"own\":1},{\"a\":1},\r\n{\"own\":2},{\"c\":3}]", Encoding.UTF8.GetString(output.Span));
    }
}
