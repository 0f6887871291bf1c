using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sluice.Benchmarks.Wires;

namespace Sluice.Benchmarks.Corpus;

/// <summary>Chat requests of a given size: a system prompt and turns of prose, spelled as clients spell them (escaped quotes and line ends).</summary>
internal static class ChatBodies
{
    /// <summary>Longest turn; a large request is a long conversation.</summary>
    private const int MostPerTurn = 6_000;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="wire">Whose form it has.</param>
    /// <param name="bytes">Size of the body, exact.</param>
    /// <param name="model">What the mock upstream reads its orders from.</param>
    /// <param name="stream">Asks for a stream.</param>
    public static byte[] Make(Wire wire, int bytes, string model, bool stream)
    {
        byte[] Write(params IReadOnlyList<string> turns) => WriteBody(wire, new ChatOrder(model, stream, turns));
        int without = Write().Length;
        int frame = Write("", "", "").Length - Write("", "").Length;
        var maker = new TextMaker(seed: bytes);
        List<string> turns = [];
        int left = bytes - without;
        while (left > 2 * frame)
        {
            // What escaping adds is learned by writing: the text is cut until the turn fits.
            string turn = maker.Prose(Math.Min(left - frame, MostPerTurn));
            while (Write([.. turns, turn]).Length > bytes)
                turn = turn[..^8];
            turns.Add(turn);
            left = bytes - Write(turns).Length;
        }

        turns[^1] += new string('.', Math.Max(left, 0));
        return Write(turns);
    }

    private static byte[] WriteBody(Wire wire, ChatOrder order)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, Writing))
        {
            json.WriteStartObject();
            wire.WriteBody(json, order);
            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }
}
