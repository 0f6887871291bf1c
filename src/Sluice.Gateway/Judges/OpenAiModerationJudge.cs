using System.Text.Json;
using Sluice.Inspection.Detection.Judging;

namespace Sluice.Gateway.Judges;

/// <summary>OpenAI's moderation endpoint and those that are like it (platform.openai.com/docs/api-reference/moderations).</summary>
internal sealed class OpenAiModerationJudge(JudgeSettings settings) : IRemoteJudge
{
    public void Ask(RemoteQuestion question, string text, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (settings.Options.Model.Length > 0)
            json.WriteString("model", settings.Options.Model);
        json.WriteString("input", text);
        json.WriteEndObject();
    }

    public void Present(HttpRequestMessage request, ReadOnlySpan<byte> body) => BearerKey.Present(settings, request);

    public IReadOnlyList<RemoteFinding>? Read(RemoteQuestion question, string text, JsonElement answer)
    {
        if (!answer.TryGet("results", JsonValueKind.Array, out JsonElement results) || results.GetArrayLength() != 1)
            return null;
        JsonElement result = results[0];
        if (!result.TryGetFlag("flagged", out bool flagged) || !result.TryGet("categories", JsonValueKind.Object, out JsonElement categories))
            return null;
        double threshold = (double)settings.Options.Threshold;
        if (threshold > 0)
            return result.TryGet("category_scores", JsonValueKind.Object, out JsonElement scores) ? Above(question, scores, threshold) : null;
        List<RemoteFinding> findings = [];
        foreach (JsonProperty category in categories.EnumerateObject())
        {
            if (category.Value.ValueKind == JsonValueKind.True)
                findings.Add(new RemoteFinding(question.Judge.LabelOf(category.Name)));
        }

        if (flagged && findings.Count == 0)
            findings.Add(new RemoteFinding(question.Judge.LabelOf("flagged")));
        return findings;
    }

    private static List<RemoteFinding> Above(RemoteQuestion question, JsonElement scores, double threshold)
    {
        List<RemoteFinding> findings = [];
        foreach (JsonProperty category in scores.EnumerateObject())
        {
            if (category.Value.ValueKind == JsonValueKind.Number && category.Value.GetDouble() >= threshold)
                findings.Add(new RemoteFinding(question.Judge.LabelOf(category.Name)));
        }

        return findings;
    }
}
