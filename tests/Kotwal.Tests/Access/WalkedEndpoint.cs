using System.Globalization;
using System.Text.RegularExpressions;
using Kotwal.City.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Kotwal.Tests.Access;

/// <summary>One endpoint with one method, as the server itself lists it.</summary>
internal sealed partial record WalkedEndpoint(RouteEndpoint Endpoint, string Method)
{
    /// <summary>An id that nothing has.</summary>
    public static readonly Guid Unknown = new("0190f3a2-dead-7000-8000-00000000dead");

    public string Pattern { get; } = "/" + (Endpoint.RoutePattern.RawText ?? "").TrimStart('/');

    /// <summary>Name of the endpoint, or empty.</summary>
    public string Name { get; } = Endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "";

    /// <summary>The policies that must all let somebody in.</summary>
    public IReadOnlyList<string> Policies { get; } =
        [.. Endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(asked => asked.Policy).OfType<string>().Distinct()];

    public bool IsOpen => Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    public bool IsSafe => HttpMethods.IsGet(Method) || HttpMethods.IsHead(Method) || HttpMethods.IsOptions(Method);

    /// <summary>Whether only a token counts here, and the answers are another product's.</summary>
    public bool IsForTokens => Endpoint.Metadata.GetMetadata<TokenDoor>() is not null;

    public bool IsApi => Pattern.StartsWith("/api", StringComparison.Ordinal);

    /// <summary>The page that is drawn here; null when none is.</summary>
    public Type? Page => Endpoint.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type;

    public bool HasParameters => Endpoint.RoutePattern.Parameters.Count > 0;

    public override string ToString() => $"{Method} {Pattern}";

    /// <summary>All endpoints of a server but its files, which anybody may have.</summary>
    public static IReadOnlyList<WalkedEndpoint> AllOf(IServiceProvider services) =>
    [
        .. services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .SelectMany(endpoint => MethodsOf(endpoint).Select(method => new WalkedEndpoint(endpoint, method)))
            .Where(walked => !walked.Pattern.StartsWith("/_framework/", StringComparison.Ordinal))
            .OrderBy(walked => walked.IsSafe ? 0 : 1).ThenBy(walked => walked.Pattern, StringComparer.Ordinal),
    ];

    /// <summary>A request to it.</summary>
    /// <param name="id">What every id in the address is.</param>
    /// <param name="json">The body of a request that has one.</param>
    public HttpRequestMessage Request(string id, string json = "{}")
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), new Uri(Parameter().Replace(Pattern, id), UriKind.Relative));
        if (!IsSafe)
        {
            request.Content = IsApi
                ? new StringContent(json, null, "application/json")
                : new FormUrlEncodedContent([KeyValuePair.Create("name", "x")]);
        }

        return request;
    }

    /// <summary>A request about something that is not there.</summary>
    public HttpRequestMessage Request() => Request(Unknown.ToString("D", CultureInfo.InvariantCulture));

    private static IReadOnlyList<string> MethodsOf(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["GET", "POST"];

    [GeneratedRegex(@"\{[^{}]*(\{[^{}]*\}[^{}]*)*\}")]
    private static partial Regex Parameter();
}
