using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kotwal.City.Administration;

/// <summary>How the API answers a deed that was not done (RFC 9457).</summary>
internal static class RefusalProblem
{
    /// <summary>204 when nothing was refused.</summary>
    public static Results<NoContent, ProblemHttpResult> NoContentOr(Refusal? refusal) =>
        refusal is { } why ? Of(why) : TypedResults.NoContent();

    public static ProblemHttpResult Of(Refusal refusal) => TypedResults.Problem(
        RefusalWords.Of(refusal),
        statusCode: StatusOf(refusal),
        extensions: new Dictionary<string, object?> { ["reason"] = char.ToLowerInvariant(refusal.ToString()[0]) + refusal.ToString()[1..] });

    private static int StatusOf(Refusal refusal) => refusal switch
    {
        Refusal.NotFound => StatusCodes.Status404NotFound,
        Refusal.NotPermitted or Refusal.BeyondGiver => StatusCodes.Status403Forbidden,
        Refusal.Conflict or Refusal.LastAdministrator or Refusal.HasLeft or Refusal.IsDisabled or Refusal.NameTaken =>
            StatusCodes.Status409Conflict,
        _ => StatusCodes.Status400BadRequest,
    };
}
