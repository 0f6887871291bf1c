using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sluice.Benchmarks.Corpus;

/// <summary>Chat completion requests of a given size: a system prompt and turns of prose, spelled as clients spell them (escaped quotes and line ends).</summary>
internal static class ChatBodies
{
    /// <summary>Longest turn; a large request is a long conversation.</summary>
    private const int MostPerTurn = 6_000;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="bytes">Size of the body, exact.</param>
    /// <param name="model">What the mock upstream reads its orders from.</param>
    /// <param name="stream">Asks for a stream.</param>
    public static byte[] Make(int bytes, string model, bool stream)
    {
        byte[] without = Write(model, stream, []);
        int frame = Write(model, stream, [""]).Length - without.Length + 1;
        var maker = new TextMaker(seed: bytes);
        List<string> turns = [];
        int left = bytes - without.Length;
        while (left > 2 * frame)
        {
            // What escaping adds is learned by writing: the text is cut until the turn fits.
            string turn = maker.Prose(Math.Min(left - frame, MostPerTurn));
            while (Write(model, stream, [.. turns, turn]).Length > bytes)
                turn = turn[..^8];
            turns.Add(turn);
            left = bytes - Write(model, stream, turns).Length;
        }

        turns[^1] += new string('.', Math.Max(left, 0));
        return Write(model, stream, turns);
    }

    private static byte[] Write(string model, bool stream, List<string> turns)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, Writing))
        {
            json.WriteStartObject();
            json.WriteString("model", model);
            json.WriteBoolean("stream", stream);
            json.WriteNumber("temperature", 0.7);
            json.WriteStartArray("messages");
            for (int i = 0; i < turns.Count; i++)
            {
                json.WriteStartObject();
                json.WriteString("role", i == 0 ? "system" : i % 2 == 1 ? "user" : "assistant");
                json.WriteString("content", turns[i]);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }
}
