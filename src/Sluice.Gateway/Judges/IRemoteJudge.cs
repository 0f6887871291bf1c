using System.Text.Json;
using Sluice.Inspection.Detection.Judging;

namespace Sluice.Gateway.Judges;

/// <summary>One way to ask a judge: what is posted to it, and what its answer means. Stateless.</summary>
internal interface IRemoteJudge
{
    /// <summary>Writes what the judge is asked.</summary>
    /// <param name="question">Whose words they are.</param>
    /// <param name="text">The words: the question's, or as much of them as is judged at once.</param>
    /// <param name="json">Receives the request's body.</param>
    void Ask(RemoteQuestion question, string text, Utf8JsonWriter json);

    /// <summary>Adds a credential to a request.</summary>
    void Present(HttpRequestMessage request, ReadOnlySpan<byte> body);

    /// <summary>Reads an answer; null where it says nothing that can be used, which is a failure.</summary>
    /// <param name="question">The question.</param>
    /// <param name="text">What was judged; places in the findings are in its units.</param>
    /// <param name="answer">The answer's JSON.</param>
    IReadOnlyList<RemoteFinding>? Read(RemoteQuestion question, string text, JsonElement answer);
}
