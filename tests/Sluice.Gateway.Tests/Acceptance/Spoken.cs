using System.Text;

namespace Sluice.Gateway.Tests.Acceptance;

/// <summary>How the events of a stream are told apart.</summary>
internal enum Framing
{
    Events,
    Lines,
    Aws,
}

/// <summary>One provider's API as the acceptance tests speak it: a conversation of it, and where its answer has its words.</summary>
/// <param name="Name">Of the case; begins with the dialect's.</param>
/// <param name="Path">Where a request goes.</param>
/// <param name="Open">A request up to the first of its messages.</param>
/// <param name="Close">What closes it behind the last.</param>
internal sealed record Spoken(string Name, string Path, string Open, string Close)
{
    /// <summary>A message that says <c>%T</c>, for each role. What is no object is a member of the request's.</summary>
    public required IReadOnlyDictionary<string, string> Roles { get; init; }

    /// <summary>Members of a request, each of which the provider's API refuses.</summary>
    public string[] Refused { get; init; } = [];

    /// <summary>The API refuses roles that it does not know.</summary>
    public bool ClosedRoles { get; init; } = true;

    /// <summary>Every member of an error, as a path, in their order.</summary>
    public required string Error { get; init; }

    public string? StreamPath { get; init; }

    /// <summary>Whether a member of the request asks for a stream.</summary>
    public bool AsksForStream { get; init; } = true;

    public Framing Framing { get; init; }

    /// <summary>The member that holds the words of a whole answer.</summary>
    public required string Word { get; init; }

    /// <summary>The member that holds those of a stream's events.</summary>
    public string? Delta { get; init; }

    /// <summary>The reason for a blocked stream's end, a member and its value, wherever it stands in the last events.</summary>
    public required (string Member, string Value) Reason { get; init; }

    /// <summary>What the last event of such a stream is: a member and its value; null where it is the reason's.</summary>
    public (string Member, string Value)? Last { get; init; }

    /// <summary>The policy that takes planted values out of its answers.</summary>
    public string Policy { get; init; } = "default";

    /// <summary>Whether a stream brings words in pieces.</summary>
    public bool InPieces { get; init; } = true;

    /// <summary>A delta of which some is held back waits whole, as no later event has room for the rest (docs/architecture.md, <c>WaitingEvent</c>).</summary>
    public bool HoldsWholeDeltas { get; init; }

    /// <summary>What stands behind the last event of a stream.</summary>
    public string? Mark { get; init; }

    /// <summary>A request for an answer, where it is no conversation.</summary>
    public string? Call { get; init; }

    public string Dialect => Name.Split(' ')[0];

    public string Where(string policy, bool stream = false) => $"/{Dialect}/{policy}{(stream ? StreamPath ?? Path : Path)}";

    /// <summary>So many messages, of which the first is of this role and says this, spelled as it shall stand in a JSON string.</summary>
    public string Conversation(string role, string spelled, int messages = 2)
    {
        string planted = Roles[role].Replace("%T", spelled, StringComparison.Ordinal);
        string filler = Roles["user"].Replace("%T", "hello", StringComparison.Ordinal);
        bool isMessage = planted[0] == '{';
        var body = new StringBuilder(Open);
        body.Append(isMessage ? planted : filler);
        for (int i = 1; i < messages; i++)
            body.Append(',').Append(i % 2 == 1 ? filler : Roles["assistant"].Replace("%T", "hello", StringComparison.Ordinal));
        body.Append(Close);
        return isMessage ? body.ToString() : With(body.ToString(), planted);
    }

    /// <summary>A request for an answer.</summary>
    public string Question(bool stream)
    {
        string body = Call ?? Conversation("user", "Tell me.", messages: 1);
        return AsksForStream ? With(body, $"\"stream\":{(stream ? "true" : "false")}") : body;
    }

    /// <summary>The first object of the body with one more member, in front.</summary>
    public static string With(string body, string member) => body.Insert(body.IndexOf('{', StringComparison.Ordinal) + 1, member + ",");

    public override string ToString() => Name;
}
