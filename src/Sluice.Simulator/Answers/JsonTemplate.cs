using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Sluice.Simulator.Wires.Framing;

namespace Sluice.Simulator.Answers;

/// <summary>
/// JSON as a raw string with holes: a string in a hole is quoted and escaped, numbers and <see cref="Verbatim"/> stand as they are. Line ends and the
/// spaces after them are layout of the source and are left out.
/// </summary>
[InterpolatedStringHandler]
internal readonly ref struct JsonTemplate
{
    private readonly IBufferWriter<byte> _output;

    public JsonTemplate(int literalLength, int formattedCount) => _output = new ArrayBufferWriter<byte>(literalLength + (16 * formattedCount) + 1);

    public JsonTemplate(int literalLength, int formattedCount, IBufferWriter<byte> output) => _output = output;

    public JsonTemplate(int literalLength, int formattedCount, Frames frames, string name) => _output = frames.Begin(name);

    /// <summary>The bytes of a template that was not given an output.</summary>
    public byte[] ToBytes() => ((ArrayBufferWriter<byte>)_output).WrittenSpan.ToArray();

    public void AppendLiteral(string literal)
    {
        var rest = literal.AsSpan();
        while (rest.Length > 0)
        {
            int line = rest.IndexOf('\n');
            Encoding.UTF8.GetBytes(line < 0 ? rest : rest[..line], _output);
            if (line < 0) return;
            rest = rest[(line + 1)..].TrimStart(' ');
        }
    }

    public void AppendFormatted(string? text) => JsonText.StringOrNull(_output, text);

    public void AppendFormatted(Spoken text)
    {
        if (text.Text is { } chars) JsonText.String(_output, chars.Span, text.EscapeAll);
        else JsonText.Raw(_output, "null"u8);
    }

    public void AppendFormatted(long number) => JsonText.Number(_output, number);

    public void AppendFormatted(double number) => JsonText.Raw(_output, Encoding.UTF8.GetBytes(number.ToString("R", CultureInfo.InvariantCulture)));

    public void AppendFormatted(bool flag) => JsonText.Raw(_output, flag ? "true"u8 : "false"u8);

    public void AppendFormatted(Verbatim json) => JsonText.Raw(_output, json.Json.Span);

    /// <summary>The elements of an array, with commas between them.</summary>
    public void AppendFormatted(IEnumerable<Verbatim> elements)
    {
        bool first = true;
        foreach (var element in elements)
        {
            if (!first) JsonText.Raw(_output, ","u8);
            first = false;
            AppendFormatted(element);
        }
    }
}

/// <summary>A text of the answer, which the script may want escaped throughout; no text is <c>null</c>.</summary>
internal readonly record struct Spoken(ReadOnlyMemory<char>? Text, bool EscapeAll)
{
    public static Spoken Of(string? text, Reply reply) => new(text?.AsMemory(), reply.Script.EscapeUnicode);

    public static Spoken Of(Delta delta, Reply reply) => new(delta.Text, reply.Script.EscapeUnicode);
}
