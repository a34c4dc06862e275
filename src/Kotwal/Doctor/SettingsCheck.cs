using Kotwal.Inputs;
using Kotwal.Serving;
using Kotwal.Serving.Edge;
using Kotwal.Watch.Rules;
using Microsoft.Extensions.Options;

namespace Kotwal.Doctor;

/// <summary>Settings, the operator's rules and the city's plan, read as a server reads them when it starts; nothing is started.</summary>
internal sealed class SettingsCheck : IDataCheck
{
    public string Part => "settings";

    public async Task LookAsync(Examination examination, CancellationToken cancel)
    {
        try
        {
            var settings = new ServeSettings(examination.Data, ServeSettings.DefaultListen, examination.Config, SyslogPort: null, [], AllowsInsecureHttp: false);
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions
            {
                ApplicationName = typeof(SettingsCheck).Assembly.GetName().Name,
                ContentRootPath = AppContext.BaseDirectory,
            });
            builder.AddSettings(settings);
            builder.AddEdge(ListenAddress.Read(settings.Listen, allowsInsecureHttp: false), settings.Data.Keys);
            builder.AddLogs();
            builder.AddRooms(settings);
            await using var app = builder.Build();
            app.Services.GetService<IStartupValidator>()?.Validate();
            var rules = app.Services.GetRequiredService<IRuleBook>();
            examination.Note(Part, $"{rules.Rules.Count} rules");
            foreach (var rejected in rules.Rejected)
            {
                examination.Add(new(Part, rejected.Path, $"The rule is not used: {rejected.Reason}", "Mend the rule, or move it away."));
            }
        }
        catch (OptionsValidationException wrong)
        {
            Add(examination, string.Join(" ", wrong.Failures));
        }
        catch (Exception wrong) when (wrong is InvalidDataException or BadInputException or InvalidOperationException or FormatException)
        {
            Add(examination, wrong.Message);
        }
    }

    private void Add(Examination examination, string words) =>
        examination.Add(new(Part, examination.Config ?? examination.Data.Root, words, "A server does not start with it: change the setting or the file."));
}
