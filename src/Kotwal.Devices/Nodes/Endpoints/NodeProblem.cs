using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kotwal.Devices.Nodes.Endpoints;

/// <summary>How the API refuses a question that it does not understand.</summary>
internal static class NodeProblem
{
    public static ProblemHttpResult Of(string detail, int status = StatusCodes.Status400BadRequest) => TypedResults.Problem(detail, statusCode: status);
}
