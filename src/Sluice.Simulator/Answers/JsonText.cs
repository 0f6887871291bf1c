using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Sluice.Simulator.Answers;

/// <summary>JSON written by hand: the exact bytes matter here, and a stream's chunks differ in one string only.</summary>
internal static class JsonText
{
    private static readonly SearchValues<char> MustEscape = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (char)code), '"', '\\']);

    public static void Raw(IBufferWriter<byte> output, ReadOnlySpan<byte> json) => output.Write(json);

    public static void Number(IBufferWriter<byte> output, long value)
    {
        Utf8Formatter.TryFormat(value, output.GetSpan(20), out int written);
        output.Advance(written);
    }

    public static void StringOrNull(IBufferWriter<byte> output, string? text)
    {
        if (text is null) output.Write("null"u8);
        else String(output, text);
    }

    /// <param name="escapeAll">Write every UTF-16 unit as <c>\uXXXX</c>.</param>
    public static void String(IBufferWriter<byte> output, ReadOnlySpan<char> text, bool escapeAll = false)
    {
        output.Write("\""u8);
        if (escapeAll)
        {
            foreach (char unit in text) Escape(output, unit);
        }
        else
        {
            while (text.Length > 0)
            {
                int stop = text.IndexOfAny(MustEscape);
                var run = stop < 0 ? text : text[..stop];
                if (run.Length > 0) Encoding.UTF8.GetBytes(run, output);
                if (stop < 0) break;
                EscapeShort(output, text[stop]);
                text = text[(stop + 1)..];
            }
        }

        output.Write("\""u8);
    }

    private static void EscapeShort(IBufferWriter<byte> output, char unit)
    {
        switch (unit)
        {
            case '"': output.Write("\\\""u8); break;
            case '\\': output.Write("\\\\"u8); break;
            case '\n': output.Write("\\n"u8); break;
            case '\r': output.Write("\\r"u8); break;
            case '\t': output.Write("\\t"u8); break;
            default: Escape(output, unit); break;
        }
    }

    private static void Escape(IBufferWriter<byte> output, char unit)
    {
        var span = output.GetSpan(6);
        "\\u"u8.CopyTo(span);
        Utf8Formatter.TryFormat((uint)unit, span[2..], out _, new StandardFormat('x', 4));
        output.Advance(6);
    }
}
