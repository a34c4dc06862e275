using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kotwal.Devices.Nodes.Endpoints;

/// <summary>How the API refuses a question that it does not understand.</summary>
internal static class NodeProblem
{
    public static ProblemHttpResult Of(string detail, int status = StatusCodes.Status400BadRequest) => TypedResults.Problem(detail, statusCode: status);

    /// <summary>Each refusal under the part of the request that it is about.</summary>
    public static ProblemHttpResult Of(IReadOnlyList<NodeRefusal> refusals) => TypedResults.Problem(
        string.Join(' ', refusals.Select(refusal => refusal.Sentence)),
        statusCode: StatusCodes.Status400BadRequest,
        extensions: new Dictionary<string, object?>
        {
            ["errors"] = refusals.GroupBy(refusal => refusal.Field).ToDictionary(field => field.Key, field => field.Select(refusal => refusal.Sentence).ToArray()),
        });
}
