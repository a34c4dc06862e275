using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Kotwal.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class City : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ExpiresAt",
                table: "city_role_grants",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Scope",
                table: "city_role_grants",
                type: "TEXT",
                maxLength: 4096,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Scope",
                table: "city_api_tokens",
                type: "TEXT",
                maxLength: 4096,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "respond_incident_parts",
                columns: table => new
                {
                    IncidentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Part = table.Column<string>(type: "TEXT", maxLength: 144, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_respond_incident_parts", x => new { x.IncidentId, x.Part });
                    table.ForeignKey(
                        name: "FK_respond_incident_parts_respond_incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "respond_incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "watch_alert_parts",
                columns: table => new
                {
                    AlertId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Part = table.Column<string>(type: "TEXT", maxLength: 144, nullable: false),
                    Order = table.Column<string>(type: "TEXT", maxLength: 53, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_watch_alert_parts", x => new { x.AlertId, x.Part });
                    table.ForeignKey(
                        name: "FK_watch_alert_parts_watch_alerts_AlertId",
                        column: x => x.AlertId,
                        principalTable: "watch_alerts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_respond_incident_parts_Part",
                table: "respond_incident_parts",
                column: "Part");

            migrationBuilder.CreateIndex(
                name: "IX_watch_alert_parts_Part_Order",
                table: "watch_alert_parts",
                columns: new[] { "Part", "Order" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "respond_incident_parts");

            migrationBuilder.DropTable(
                name: "watch_alert_parts");

            migrationBuilder.DropColumn(
                name: "ExpiresAt",
                table: "city_role_grants");

            migrationBuilder.DropColumn(
                name: "Scope",
                table: "city_role_grants");

            migrationBuilder.DropColumn(
                name: "Scope",
                table: "city_api_tokens");
        }
    }
}
