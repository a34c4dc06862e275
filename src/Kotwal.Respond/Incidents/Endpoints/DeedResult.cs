using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kotwal.Respond.Incidents.Endpoints;

/// <summary>How the API answers a deed on an incident.</summary>
internal static class DeedResult
{
    public static Results<NoContent, NotFound, ProblemHttpResult> Of(IncidentDeed deed) => deed switch
    {
        IncidentDeed.NotFound => TypedResults.NotFound(),
        IncidentDeed.Outside => TypedResults.Problem(
            "This incident has alerts outside of the parts of the city that you reach. Its status is for those who reach all of them.",
            statusCode: StatusCodes.Status403Forbidden),
        IncidentDeed.ReasonMissing => TypedResults.Problem(
            "Closing an incident, and opening a closed one again, need a reason.", statusCode: StatusCodes.Status400BadRequest),
        IncidentDeed.Conflict => TypedResults.Problem(
            "Somebody else changed this incident since it was read. Read it again.", statusCode: StatusCodes.Status409Conflict),
        _ => TypedResults.NoContent(),
    };
}
