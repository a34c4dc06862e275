using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kotwal.Watch.Alerts.Endpoints;

/// <summary>How the API answers a decision about an alert.</summary>
internal static class DecisionResult
{
    public static Results<NoContent, NotFound, ProblemHttpResult> Of(AlertDecision decision) => decision switch
    {
        AlertDecision.NotFound => TypedResults.NotFound(),
        AlertDecision.Conflict => TypedResults.Problem(
            "Somebody else decided about this alert at the same moment. Read it again.",
            statusCode: StatusCodes.Status409Conflict),
        _ => TypedResults.NoContent(),
    };
}
