using Sluice.Benchmarks.Corpus;
using Sluice.Benchmarks.Wires;

namespace Sluice.Benchmarks.EndToEnd;

/// <summary>What a load client does.</summary>
internal enum LoadMode
{
    /// <summary>Closed loop: every connection sends its next request when the answer is there, until the time is over.</summary>
    Requests,

    /// <summary>One stream per connection, begun within the first part of a second, read to its end.</summary>
    Streams,

    /// <summary>As <see cref="Streams"/>, but once each has brought its first delta they are held open, until the standard input ends.</summary>
    Hold,
}

/// <summary>Orders for a load client, as they travel on its command line.</summary>
/// <param name="Mode">What it does.</param>
/// <param name="Port">The proxy's port on the loopback.</param>
/// <param name="Connections">How many connections.</param>
/// <param name="Seconds">Length of a closed loop; the longest that everything else may take.</param>
/// <param name="BodyBytes">Size of the requests.</param>
/// <param name="Deltas">Of streams: how many deltas.</param>
/// <param name="Gap">Of streams: milliseconds between deltas.</param>
internal sealed record LoadPlan(LoadMode Mode, int Port, int Connections, double Seconds, int BodyBytes, int Deltas, int Gap)
{
    /// <summary>Which endpoint is asked. Closed loops ask OpenAI's.</summary>
    public Wire Wire { get; init; } = Wire.OpenAi;

    /// <summary>Every request says something new in each of its turns; else all requests are the same, as most of a conversation is that comes back with its next turn.</summary>
    public bool Fresh { get; init; }

    public string[] ToArguments() => ["load", $"{Mode}", $"{Port}", $"{Connections}", $"{Seconds:R}", $"{BodyBytes}", $"{Deltas}", $"{Gap}", Wire.Name, $"{Fresh}"];

    public static LoadPlan Parse(string[] args) => new(
        Enum.Parse<LoadMode>(args[0]), int.Parse(args[1]), int.Parse(args[2]), double.Parse(args[3]), int.Parse(args[4]), int.Parse(args[5]), int.Parse(args[6]))
    { Wire = Wire.Of(args[7]), Fresh = bool.Parse(args[8]) };

    /// <summary>The whole request, head and body.</summary>
    public byte[] Request()
    {
        bool stream = Mode != LoadMode.Requests;
        string model = stream ? Answers.StreamModel(Wire, Deltas, Gap) : Answers.JsonModel;
        byte[] body = ChatBodies.Make(Wire, BodyBytes, model, stream);
        string head = $"POST {Wire.Path(model)} HTTP/1.1\r\nHost: 127.0.0.1:{Port}\r\nContent-Type: application/json\r\n{Wire.Credential}\r\nContent-Length: {body.Length}\r\n\r\n";
        return [.. System.Text.Encoding.ASCII.GetBytes(head), .. body];
    }
}
