using System.Globalization;
using Kotwal.City.Graph;
using Kotwal.Hunt;
using Kotwal.Watch.Map;

namespace Kotwal.Watch.Tests.Map;

public sealed class CityMapTests
{
    [Fact]
    public void A_square_ward_is_drawn_as_a_closed_square()
    {
        var map = new CityMap(TwoWards.Plan);

        var path = map.Find("west")!.Outline!.Path;

        Assert.Equal("M60 518L500 518L500 78L60 78L60 518Z", path);
        Assert.Equal(596, map.Height, 3);
    }

    [Fact]
    public void Neighbours_share_their_boundary()
    {
        var map = new CityMap(TwoWards.Plan);

        Assert.StartsWith("M500 518L", map.Find("east")!.Outline!.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ward_knows_its_systems_and_its_services_the_most_critical_first()
    {
        var content = new CityMap(TwoWards.Plan).Find("west")!.Content;

        Assert.Equal(3, content.Systems);
        Assert.Equal([new TypeCount("plc", 2), new TypeCount("light_controller", 1)], content.Types);
        Assert.Equal(["water", "lights"], content.Services.Select(service => service.Service.Id));
    }

    [Fact]
    public void A_service_that_no_file_describes_is_shown_by_its_id() =>
        Assert.Equal("cctv", Assert.Single(new CityMap(TwoWards.Plan).Find("east")!.Content.Services).Service.Id);

    [Fact]
    public void Only_what_people_know_their_city_by_is_a_landmark() =>
        Assert.Equal("works", Assert.Single(new CityMap(TwoWards.Plan).Landmarks).Site.Id);

    [Fact]
    public void A_ward_without_a_boundary_is_listed_and_not_drawn()
    {
        var map = new CityMap(TwoWards.Plan with { Wards = [.. TwoWards.Plan.Wards, new("new", "New", "", []), new("odd", "Odd", "", [[new(1e300, 5)]])] });

        Assert.Null(map.Find("new")!.Outline);
        Assert.Null(map.Find("odd")!.Outline);
        Assert.NotNull(map.Find("east")!.Outline);
    }

    [Fact]
    public void An_unknown_ward_is_none() => Assert.Null(new CityMap(TwoWards.Plan).Find("nowhere"));

    [Fact]
    public void A_boundary_of_very_many_points_becomes_a_short_path()
    {
        var circle = Enumerable.Range(0, 200_000).Select(step => Math.Tau * step / 200_000)
            .Select(angle => new CityPoint(Math.Cos(angle) / 10, Math.Sin(angle) / 10)).ToList();

        var map = new CityMap(new CityPlan { Wards = [new("round", "Round", "", [circle])] });

        Assert.InRange(map.Wards[0].Outline!.Path.Length, 1_000, 80_000);
    }

    [Fact]
    public void The_graticule_has_round_degrees_from_left_to_right_and_from_top_to_bottom()
    {
        var graticule = new CityMap(TwoWards.Plan).Graticule;

        Assert.Equal(["0° E", "0.05° E", "0.1° E", "0.15° E", "0.2° E"], graticule.Meridians.Select(line => line.Label));
        Assert.Equal(["0.1° N", "0.05° N", "0° N"], graticule.Parallels.Select(line => line.Label));
        Assert.Equal(500, graticule.Meridians[2].At, 6);
    }

    [Theory]
    [InlineData(1, "100 m", 100)]
    [InlineData(0.04, "2 km", 80)]
    [InlineData(0.001, "100 km", 100)]
    public void The_scale_is_a_round_distance(double unitsPerMetre, string label, double length)
    {
        var scale = ScaleBar.Of(unitsPerMetre);

        Assert.Equal(label, scale.Label);
        Assert.Equal(length, scale.Length, 6);
    }

    [Theory]
    [InlineData("w04")]
    [InlineData("ward \"7\" \\ north|south")]
    public void The_hunt_for_a_ward_is_one_that_the_language_reads(string ward) =>
        Assert.True(HuntQuery.Parse(MapLinks.Hunt(ward)).IsRead, MapLinks.Hunt(ward));

    [Theory]
    [InlineData("Fort", "Fort")]
    [InlineData("Southern Extension", "Southern/Extension")]
    [InlineData("Sector Twenty One A", "Sector/Twenty One A")]
    [InlineData("Thiruvananthapuram", "Thiruvananthapuram")]
    public void A_long_name_is_parted_near_its_middle(string name, string lines) =>
        Assert.Equal(lines, string.Join('/', MapWords.Lines(name)));

    [Fact]
    public void A_ward_is_named_in_the_language_of_the_person_who_looks()
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = new CultureInfo("hi");

            Assert.Equal("टेस्टपुर", MapWords.NameOf(TwoWards.Plan));
            Assert.Equal("The west", MapWords.NameOf(TwoWards.Plan.Wards[0]));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
