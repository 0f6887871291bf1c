using System.Text.Json;
using Sluice.Inspection;
using Sluice.Inspection.Detection.Judging;

namespace Sluice.Gateway.Judges;

/// <summary>
/// A model that answers <c>safe</c>, or <c>unsafe</c> and categories, behind an OpenAI-compatible chat completions endpoint: Llama Guard and its like. What it is told and what its
/// answers begin with stand in the configuration.
/// </summary>
internal sealed class GuardModelJudge(JudgeSettings settings) : IRemoteJudge
{
    /// <summary>An answer that is longer says something else than a verdict.</summary>
    private const int MostTokens = 128;

    private static readonly char[] Between = [',', ';', '\n', '\r', ' ', '\t', ':'];

    public void Ask(RemoteQuestion question, string text, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("model", settings.Options.Model);
        json.WriteStartArray("messages");
        json.WriteStartObject();
        json.WriteString("role", "user");
        json.WriteString("content", Prompt(question, text));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteNumber("temperature", 0);
        json.WriteNumber("max_tokens", MostTokens);
        json.WriteEndObject();
    }

    public void Present(HttpRequestMessage request, ReadOnlySpan<byte> body) => BearerKey.Present(settings, request);

    public IReadOnlyList<RemoteFinding>? Read(RemoteQuestion question, string text, JsonElement answer)
    {
        if (!answer.TryGet("choices", JsonValueKind.Array, out JsonElement choices) || choices.GetArrayLength() == 0)
            return null;
        if (!choices[0].TryGet("message", JsonValueKind.Object, out JsonElement message) || !message.TryGetText("content", out string said))
            return null;
        said = said.Trim();
        if (Begins(said, settings.Options.Unsafe))
        {
            string[] categories = said[settings.Options.Unsafe.Length..].Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return categories.Length == 0 ? [new RemoteFinding(question.Judge.LabelOf("unsafe"))] : [.. categories.Select(c => new RemoteFinding(question.Judge.LabelOf(c))).Distinct()];
        }

        return Begins(said, settings.Options.Safe) ? [] : null;
    }

    /// <summary>The text goes in last, so that nothing in it is taken for a part of the template.</summary>
    private string Prompt(RemoteQuestion question, string text)
    {
        string template = settings.Options.Prompt;
        if (template.Length == 0)
            return text;
        string[] around = template.Split("{text}");
        for (int i = 0; i < around.Length; i++)
        {
            around[i] = around[i]
                .Replace("{role}", Role(question.Scope), StringComparison.Ordinal)
                .Replace("{categories}", string.Join(", ", question.Judge.Categories), StringComparison.Ordinal);
        }

        return string.Join(text, around);
    }

    private static string Role(ContentScope scope) => scope switch
    {
        ContentScope.System => "system",
        ContentScope.User => "user",
        ContentScope.ToolResult or ContentScope.Document => "tool",
        _ => "assistant",
    };

    private static bool Begins(string said, string word) =>
        said.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (said.Length == word.Length || !char.IsLetterOrDigit(said[word.Length]));
}
