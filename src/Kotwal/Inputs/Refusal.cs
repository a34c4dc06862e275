using System.Text.Json;

namespace Kotwal.Inputs;

/// <summary>What a server says that refuses.</summary>
internal static class Refusal
{
    /// <summary>The refusal as bad input, with the sentence that the server gave.</summary>
    public static BadInputException Of(Uri server, HttpResponseMessage answer, string body) =>
        new($"{server} answers {(int)answer.StatusCode} {answer.ReasonPhrase}. {Detail(body)}".TrimEnd());

    // Problem details (RFC 9457) carry a sentence; anything else is not for a terminal.
    private static string Detail(string body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            return problem.RootElement.TryGetProperty("detail", out var detail) ? detail.GetString() ?? "" : "";
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return "";
        }
    }
}
