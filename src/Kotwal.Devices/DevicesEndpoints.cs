using Kotwal.Devices.Imports.Endpoints;
using Kotwal.Devices.Nodes.Endpoints;
using Kotwal.Devices.Waiting.Endpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Devices;

/// <summary>The desk's part of the API.</summary>
public static class DevicesEndpoints
{
    /// <summary>Maps everything under <c>/api/v1</c> that this desk answers.</summary>
    public static IEndpointRouteBuilder MapDevices(this IEndpointRouteBuilder app)
    {
        var nodes = app.MapGroup("/api/v1/nodes").WithTags("Devices");
        ListNodes.Map(nodes);
        GetNode.Map(nodes);
        GetImpact.Map(nodes);
        GetFacts.Map(nodes);
        CreateNode.Map(nodes);
        ChangeNode.Map(nodes);
        ExportNodes.Map(nodes);
        DecideOnNode.Map(nodes);
        Merges.Map(app.MapGroup("/api/v1/merges").WithTags("Devices"));
        var api = app.MapGroup("/api/v1").WithTags("Devices");
        RunImport.Map(api);
        LookUp.Map(api);
        return app;
    }
}
