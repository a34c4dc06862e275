using Kotwal.Watch.Alerts.Endpoints;
using Kotwal.Watch.Coverage;
using Kotwal.Watch.Events.Endpoints;
using Kotwal.Watch.Health;
using Kotwal.Watch.Holds;
using Kotwal.Watch.Rules.Endpoints;
using Kotwal.Watch.Sources.Endpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Watch;

/// <summary>The desk's part of the API.</summary>
public static class WatchEndpoints
{
    /// <summary>Maps everything under <c>/api/v1</c> that this desk answers.</summary>
    public static IEndpointRouteBuilder MapWatch(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1").WithTags("Watch");
        var alerts = api.MapGroup("/alerts");
        ListAlerts.Map(alerts);
        GetAlert.Map(alerts);
        AcknowledgeAlert.Map(alerts);
        CloseAlert.Map(alerts);
        ReopenAlert.Map(alerts);
        EscalateAlert.Map(alerts);
        var rules = api.MapGroup("/rules");
        ListRules.Map(rules);
        GetRule.Map(rules);
        EnableRule.Map(rules);
        DisableRule.Map(rules);
        ListSources.Map(api);
        GetStats.Map(api);
        GetHealth.Map(api);
        var maintenance = api.MapGroup("/maintenance");
        ListMaintenance.Map(maintenance);
        PlanMaintenance.Map(maintenance);
        EndMaintenance.Map(maintenance);
        RunQuery.Map(api);
        GetEvent.Map(api);
        ExportEvents.Map(api);
        GetCoverage.Map(api);
        ExportCoverage.Map(api);
        var holds = api.MapGroup("/holds");
        ListHolds.Map(holds);
        AddHold.Map(holds);
        LiftHold.Map(holds);
        return app;
    }
}
