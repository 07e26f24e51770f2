"""How pages look and speak: layouts, components, charts, styles, small ES modules. Knows nothing of the business."""
