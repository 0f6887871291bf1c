using System.IO.Compression;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Cli.Commands.Demo;

/// <summary>The cases in which the client says too much.</summary>
internal static class DemoPrompts
{
    public static async IAsyncEnumerable<DemoRow> RunAsync(DemoStage stage, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string plain = Body(JsonSerializer.Serialize(DemoTexts.Planted));
        yield return await TryAsync(stage, "in the prompt", Json(plain), DemoTexts.Planted, cancellation);

        string escaped = string.Concat(DemoTexts.Planted.Select(c => $"\\u{(int)c:x4}"));
        yield return await TryAsync(stage, "\\uXXXX-escaped", Json(Body($"\"{escaped}\"")), Shortened(escaped), cancellation);

        yield return await TryAsync(stage, "gzip'd", Gzip(plain), DemoTexts.Planted, cancellation);
    }

    internal static string Shortened(string text) => text.Length <= 36 ? text : text[..35] + "…";

    private static async Task<DemoRow> TryAsync(DemoStage stage, string name, HttpContent body, string shown, CancellationToken cancellation)
    {
        using (body)
        {
            (string received, string answered) = await stage.SendPromptAsync("default", body, cancellation);
            string? prompt = JsonNode.Parse(received)!["messages"]![0]!["content"]!.GetValue<string>();
            string? wrong = received.Contains(DemoTexts.Card, StringComparison.Ordinal) ? "the card number reached the upstream"
                : !DemoTexts.IsTokenized(prompt) ? "not what tokenizing the prompt gives"
                : !answered.Contains(DemoTexts.Card, StringComparison.Ordinal) ? "the answer did not get the card number back"
                : null;
            return new DemoRow(name, shown, prompt, Held: null, wrong);
        }
    }

    private static string Body(string content) => $$"""{"model":"demo","messages":[{"role":"user","content":{{content}}}]}""";

    private static StringContent Json(string body) => new(body, new MediaTypeHeaderValue("application/json"));

    private static ByteArrayContent Gzip(string body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(body));
        var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }
}
