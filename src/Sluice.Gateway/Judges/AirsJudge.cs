using System.Text;
using System.Text.Json;
using Sluice.Inspection;
using Sluice.Inspection.Detection.Judging;

namespace Sluice.Gateway.Judges;

/// <summary>
/// The scan API of Prisma AIRS as a client (<c>POST /v1/scan/sync/request</c>). Its profile says what it looks for; its findings are the detectors that say true. Whether it would block is its
/// own matter: the policy decides.
/// </summary>
internal sealed class AirsJudge(JudgeSettings settings) : IRemoteJudge
{
    public void Ask(RemoteQuestion question, string text, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (settings.Options.Model.Length > 0)
        {
            json.WriteStartObject("ai_profile");
            json.WriteString("profile_name", settings.Options.Model);
            json.WriteEndObject();
        }

        json.WriteStartArray("contents");
        json.WriteStartObject();
        json.WriteString(question.Direction == Direction.Request ? "prompt" : "response", text);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public void Present(HttpRequestMessage request, ReadOnlySpan<byte> body)
    {
        if (settings.Key is { } key)
            request.Headers.TryAddWithoutValidation("x-pan-token", key.Value);
    }

    public IReadOnlyList<RemoteFinding>? Read(RemoteQuestion question, string text, JsonElement answer)
    {
        if (!answer.TryGetText("category", out string category) || !answer.TryGetText("action", out string action) || category is not ("benign" or "malicious"))
            return null;
        if (answer.TryGet("error", JsonValueKind.True, out _) || answer.TryGet("timeout", JsonValueKind.True, out _))
            return null;
        string side = question.Direction == Direction.Request ? "prompt" : "response";
        List<RemoteFinding> findings = [];
        if (answer.TryGet(side + "_detected", JsonValueKind.Object, out JsonElement detected))
        {
            foreach (JsonProperty detector in detected.EnumerateObject().Where(d => d.Value.ValueKind == JsonValueKind.True))
            {
                int label = question.Judge.LabelOf(detector.Name);
                if (detector.Name is not "dlp" || !TryPlace(answer, side, text, label, findings))
                    findings.Add(new RemoteFinding(label));
            }
        }

        if (findings.Count == 0 && (category is "malicious" || action is "block"))
            findings.Add(new RemoteFinding(question.Judge.LabelOf(category)));
        return findings;
    }

    /// <summary>Where sensitive data stands, if that is said. Whether its places count bytes or characters is not documented, so they are used where both agree.</summary>
    private static bool TryPlace(JsonElement answer, string side, string text, int label, List<RemoteFinding> findings)
    {
        if (!Ascii.IsValid(text) || !answer.TryGet(side + "_masked_data", JsonValueKind.Object, out JsonElement masked) || !masked.TryGet("pattern_detections", JsonValueKind.Array, out JsonElement patterns))
            return false;
        List<RemoteFinding> placed = [];
        foreach (JsonElement pattern in patterns.EnumerateArray())
        {
            if (!pattern.TryGet("locations", JsonValueKind.Array, out JsonElement locations))
                return false;
            foreach (JsonElement location in locations.EnumerateArray())
            {
                if (location.ValueKind != JsonValueKind.Array || location.GetArrayLength() != 2 || !location[0].TryGetInt32(out int start) || !location[1].TryGetInt32(out int end))
                    return false;
                if (start < 0 || end <= start || end > text.Length)
                    return false;
                placed.Add(new RemoteFinding(label, start, end - start));
            }
        }

        findings.AddRange(placed);
        return placed.Count > 0;
    }
}
