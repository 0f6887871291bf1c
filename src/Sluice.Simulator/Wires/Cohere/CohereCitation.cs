using Sluice.Simulator.Answers;

namespace Sluice.Simulator.Wires.Cohere;

/// <summary>With documents in the request, the answer's first word is cited from the first of them.</summary>
internal static class CohereCitation
{
    public static Verbatim? Of(Reply reply)
    {
        if (reply.Request.Input is not { } document || string.IsNullOrEmpty(reply.Only.Content)) return null;
        int block = reply.Only.Reasoning is not null && !CohereChat.Plans(reply.Only) ? 1 : 0;
        string word = reply.Only.Content.Split(' ')[0];
        var source = Verbatim.Of($$"""{"type":"document","id":"doc:0","document":{{Snippet(document)}}}""");
        return Verbatim.Of(
            $$"""
            {"start":0,"end":{{word.Length}},"text":{{Spoken.Of(word, reply)}},"sources":[{{source}}],"content_index":{{block}},"type":"TEXT_CONTENT"}
            """);
    }

    /// <summary>A document of the request is a text or an object with one in it; that of a source is an object.</summary>
    private static Verbatim Snippet(byte[] document) => document[0] == '{'
        ? new Verbatim(document)
        : Verbatim.Of($$"""{"id":"doc:0","snippet":{{new Verbatim(document)}}}""");
}
