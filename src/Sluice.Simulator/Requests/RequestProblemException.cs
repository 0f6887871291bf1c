using Microsoft.AspNetCore.Http;

namespace Sluice.Simulator.Requests;

/// <summary>A request that cannot be answered as asked; the message goes into an error of the dialect's shape.</summary>
internal sealed class RequestProblemException(int status, string message, string? field = null, string? code = null) : Exception(message)
{
    public int Status { get; } = status;

    public string? Field { get; } = field;

    public string? Code { get; } = code;

    /// <param name="field">The path of the field; a path may hold a name of the caller's, so that it is shortened.</param>
    public static RequestProblemException Bad(string field, string what)
    {
        string path = field.Length <= 200 ? field : field[..200];
        return new(StatusCodes.Status400BadRequest, $"{path}: {what}", path, "invalid_value");
    }
}
