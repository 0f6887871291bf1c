using Sluice.Simulator.Requests;

namespace Sluice.Simulator.Wires;

/// <summary>How a dialect says that something went wrong.</summary>
internal interface IErrorShape
{
    /// <summary>The body for a request that cannot be answered as asked.</summary>
    byte[] For(RequestProblemException problem);

    /// <summary>What the vendor says with a status, roughly.</summary>
    byte[] ForStatus(int status);

    /// <summary>A header that the vendor sends with an error, if it has one.</summary>
    KeyValuePair<string, string>? Header(int status) => null;
}
