using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.City.Access.Endpoints;

/// <summary>Tokens, and who asks.</summary>
internal static class AccessEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var tokens = app.MapGroup("/api/v1/tokens").WithTags("Administration");
        ListTokens.Map(tokens);
        CreateToken.Map(tokens);
        RevokeToken.Map(tokens);
        GetMe.Map(app);
    }
}
