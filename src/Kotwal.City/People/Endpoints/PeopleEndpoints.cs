using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.City.People.Endpoints;

/// <summary>Who there is and who may do what: the part of the API for administrators.</summary>
internal static class PeopleEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var people = app.MapGroup("/api/v1/people").WithTags("Administration");
        ListPeople.Map(people);
        GetPerson.Map(people);
        CreatePerson.Map(people);
        DescribePerson.Map(people);
        DisablePerson.Map(people);
        EnablePerson.Map(people);
        RenewLink.Map(people);
        ResetFactor.Map(people);
        RemovePersonalData.Map(people);
        PutGrant.Map(people);
        DeleteGrant.Map(people);
        CreateGuest.Map(app.MapGroup("/api/v1/guests").WithTags("Administration"));
    }
}
