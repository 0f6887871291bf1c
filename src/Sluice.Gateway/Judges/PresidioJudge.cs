using System.Text.Json;
using Sluice.Inspection.Detection.Judging;

namespace Sluice.Gateway.Judges;

/// <summary>Presidio's analyzer (<c>POST /analyze</c>): says where in a text personal data stands.</summary>
internal sealed class PresidioJudge(JudgeSettings settings) : IRemoteJudge
{
    public void Ask(RemoteQuestion question, string text, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("text", text);
        json.WriteString("language", settings.Options.Language);
        if (settings.Options.Threshold > 0)
            json.WriteNumber("score_threshold", settings.Options.Threshold);
        if (question.Judge.Categories.Any())
        {
            json.WriteStartArray("entities");
            foreach (string entity in question.Judge.Categories)
                json.WriteStringValue(entity);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    public void Present(HttpRequestMessage request, ReadOnlySpan<byte> body) => BearerKey.Present(settings, request);

    public IReadOnlyList<RemoteFinding>? Read(RemoteQuestion question, string text, JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Array)
            return null;
        List<RemoteFinding> findings = [];
        foreach (JsonElement entity in answer.EnumerateArray())
        {
            if (!entity.TryGetText("entity_type", out string type) || !entity.TryGetCount("start", out int start) || !entity.TryGetCount("end", out int end))
                return null;
            if (CodePoints.ToUnits(text, start, end) is not { } place)
                return null;
            findings.Add(new RemoteFinding(question.Judge.LabelOf(type), place.Start, place.Length));
        }

        return findings;
    }
}
