namespace Sluice.Simulator.Wires;

/// <summary>What the answers of a dialect can be.</summary>
internal interface IAnswerForm
{
    /// <summary>What its ids begin with; the answer's number follows.</summary>
    string IdPrefix { get; }

    /// <summary>Whether one answer may hold several choices.</summary>
    bool HasChoices => false;

    /// <summary>Whether a tool's arguments stand in a whole answer as JSON and not as a text of JSON: they have to be an object then.</summary>
    bool ArgumentsAreJson => false;

    /// <summary>Whether a stream carries a tool's arguments piece by piece; otherwise a call is one delta, as in a whole answer.</summary>
    bool StreamsArguments => true;
}
